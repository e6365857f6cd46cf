using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Check;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>What <c>edgesnn check --json</c> prints.</summary>
public sealed record CheckReport
{
    public required string Model { get; init; }

    /// <summary><c>double</c> or <c>fixed</c>.</summary>
    public required string Arithmetic { get; init; }

    /// <summary>How a NIR file was read; null for network files.</summary>
    public required ImportProfile? Profile { get; init; }

    public required IReadOnlyList<ImportRemark> Remarks { get; init; }

    /// <summary>The population whose spikes were compared or saved.</summary>
    public required string Population { get; init; }

    public required int Ticks { get; init; }

    /// <summary>Ticks by which the recording was taken to be late; null without one.</summary>
    public required int? Late { get; init; }

    public required IReadOnlyList<CheckSample> Samples { get; init; }

    /// <summary>All samples together; null without a recording.</summary>
    public required SpikeDifference? Difference { get; init; }

    /// <summary>Spikes of each population in all samples, in the order of the network.</summary>
    public required IReadOnlyList<CheckSpikes> Spikes { get; init; }

    /// <summary>Values that saturated.</summary>
    public required long Saturations { get; init; }

    /// <summary>True when nothing differs beyond what was allowed; null without a recording.</summary>
    public required bool? IsEqual { get; init; }
}
