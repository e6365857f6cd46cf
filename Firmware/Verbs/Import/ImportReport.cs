using EdgeSnn.Models.Import;
using EdgeSnn.Models.Quantize;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What <c>edgesnn import --json</c> prints.</summary>
public sealed record ImportReport
{
    /// <summary>The file that was read.</summary>
    public required string Source { get; init; }

    /// <summary>The file that was written; null when none was.</summary>
    public required string? Output { get; init; }

    /// <summary>True when a guess has to be confirmed before anything is written.</summary>
    public required bool NeedsConfirmation { get; init; }

    public required ImportProfile Profile { get; init; }

    public required IReadOnlyList<ImportRemark> Remarks { get; init; }

    public required NetworkInfo Network { get; init; }

    /// <summary>Where the nodes of the file went.</summary>
    public required IReadOnlyList<ImportedPopulation> Nodes { get; init; }

    public required QuantizationReport Quantization { get; init; }
}
