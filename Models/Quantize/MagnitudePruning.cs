using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Quantize;

/// <summary>Sets the smallest weights to zero. Training does better when it prunes itself; this is for networks from elsewhere.</summary>
public static class MagnitudePruning
{
    /// <summary>The model with the given share of each projection's weights at zero.</summary>
    /// <param name="model">The blueprint to prune; unchanged.</param>
    /// <param name="share">Share of all weights of a projection that becomes zero, 0 .. 1; those already zero count.</param>
    public static ReferenceModel Prune(ReferenceModel model, double share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return share == 0 ? model : model with { Projections = Array.ConvertAll(model.Projections, p => Prune(p, share)) };
    }

    private static ReferenceProjection Prune(ReferenceProjection projection, double share)
    {
        var weights = (double[])projection.Weights.Clone();
        var order = new int[weights.Length];
        for (var k = 0; k < order.Length; k++)
            order[k] = k;
        // Ties fall by position, so that the result does not depend on the sort.
        Array.Sort(order, (a, b) => (Math.Abs(weights[a]), a).CompareTo((Math.Abs(weights[b]), b)));
        foreach (var k in order.AsSpan(0, (int)(share * weights.Length)))
            weights[k] = 0;
        return projection with { Weights = weights };
    }
}
