using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A projection, as <c>edgesnn info</c> shows it.</summary>
public sealed record ProjectionInfo(string Pre, string Post, int DelayTicks, int WeightBits, string Storage, long Synapses, long NonZeroWeights)
{
    /// <summary>Describes a projection.</summary>
    public static ProjectionInfo Of(ProjectionModel projection, NetworkModel model) => new(
        model.Populations[projection.Pre].Name,
        model.Populations[projection.Post].Name,
        projection.DelayTicks,
        projection.WeightBits,
        $"{projection.Storage}",
        projection.Weights.LongLength,
        projection.Weights.Count(weight => weight != 0));
}
