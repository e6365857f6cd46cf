namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What <c>edgesnn export --json</c> prints.</summary>
public sealed record ExportReport
{
    public required string Network { get; init; }

    /// <summary>The file that was written.</summary>
    public required string Output { get; init; }

    public required long FileBytes { get; init; }

    public required int Nodes { get; init; }

    public required int Edges { get; init; }

    /// <summary>What is not in the file; one line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Options of <c>edgesnn import</c> that read the file back, in order.</summary>
    public required IReadOnlyList<string> ImportArguments { get; init; }
}
