namespace EdgeSnn.Sensors.Events;

/// <summary>What is known of a recording before it is read: enough to tell its format.</summary>
/// <param name="Bytes">Its first bytes: <see cref="Capacity"/> of them, or all of a shorter one.</param>
/// <param name="Name">Its path, or what stands for it; formats without a signature look at the extension.</param>
/// <param name="Length">Its size, or -1 when unknown [bytes].</param>
public sealed record EventFileHead(ReadOnlyMemory<byte> Bytes, string Name, long Length)
{
    /// <summary>Bytes that are looked at [bytes].</summary>
    public const int Capacity = 1 << 14;

    /// <summary>True when the recording begins with these bytes.</summary>
    /// <param name="signature">The format's first bytes.</param>
    public bool BeginsWith(ReadOnlySpan<byte> signature) => Bytes.Span.StartsWith(signature);

    /// <summary>True when the name ends so; letter case does not matter.</summary>
    /// <param name="extension">The extension with its dot.</param>
    public bool HasExtension(string extension) => Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
