namespace EdgeSnn.Runtime;

/// <summary>Names an encoder and its parameters; the encoder's catalog gives them meaning.</summary>
public sealed record EncoderModel
{
    /// <summary>Catalog name, as in <c>filter-bank</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Integer parameters by name, in the encoder's own order.</summary>
    public required IReadOnlyList<NamedInteger> Parameters { get; init; }
}
