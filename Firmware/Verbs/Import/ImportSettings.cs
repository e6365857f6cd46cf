using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Check;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What <c>edgesnn import</c> was asked for.</summary>
internal sealed record ImportSettings
{
    public required string Source { get; init; }

    /// <summary>The file to write; null takes the source's name.</summary>
    public required string? Output { get; init; }

    public required ProfileChoice Profile { get; init; }
    public required QuantizeChoice Quantize { get; init; }
    public required TensorOrder Order { get; init; }
    public required ImportOptions Import { get; init; }

    /// <summary>Where the fidelity report goes, or null.</summary>
    public required string? Report { get; init; }

    public required bool Json { get; init; }
    public required bool IsDryRun { get; init; }
}
