using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A projection, as <c>edgesnn info</c> shows it.</summary>
public sealed record ProjectionInfo(string Pre, string Post, int DelayTicks, int WeightBits, string Storage, long Synapses, long NonZeroWeights)
{
    /// <summary>Geometry of a convolution; null for other storages.</summary>
    public required ConvolutionModel? Convolution { get; init; }

    /// <summary>Rows after sum pooling; 0 without it.</summary>
    public required int PooledRows { get; init; }

    /// <summary>True when it carries potentials instead of spikes.</summary>
    public required bool IsGraded { get; init; }

    /// <summary>Describes a projection.</summary>
    public static ProjectionInfo Of(ProjectionModel projection, NetworkModel model) => new(
        model.Populations[projection.Pre].Name,
        model.Populations[projection.Post].Name,
        projection.DelayTicks,
        projection.WeightBits,
        $"{projection.Storage}",
        projection.Weights.LongLength,
        projection.Weights.Count(weight => weight != 0))
    {
        Convolution = projection.Convolution,
        PooledRows = projection.PreRows.Length > 0 ? projection.Rows : 0,
        IsGraded = projection.Graded,
    };
}
