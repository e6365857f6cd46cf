using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Quantize;

/// <summary>Sets the smallest weights to zero. Training does better when it prunes itself; this is for networks from elsewhere.</summary>
public static class MagnitudePruning
{
    /// <summary>The model with the given share of each projection's weights at zero; biases and graded projections keep theirs. A kernel counts once, however often it is used.</summary>
    /// <param name="model">The blueprint to prune; unchanged.</param>
    /// <param name="share">Share of all weights of a projection that becomes zero, 0 .. 1; those already zero count.</param>
    public static ReferenceModel Prune(ReferenceModel model, double share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (share == 0)
            return model;
        return model with
        {
            Projections = Array.ConvertAll(model.Projections, p => ConstantSource.Feeds(model, p) || p.Graded ? p : Prune(p, share)),
        };
    }

    private static ReferenceProjection Prune(ReferenceProjection projection, double share)
    {
        var count = (int)(share * projection.Weights.Length);
        if (count == 0)
            return projection;
        var magnitudes = Array.ConvertAll(projection.Weights, Math.Abs);
        Array.Sort(magnitudes);
        var cut = magnitudes[count - 1];
        // Of those exactly at the cut the first fall, so that the result does not depend on the sort.
        var atCut = count - magnitudes.AsSpan(0, count).IndexOf(cut);
        var weights = (double[])projection.Weights.Clone();
        for (var k = 0; k < weights.Length; k++)
        {
            var magnitude = Math.Abs(weights[k]);
            if (magnitude < cut || (magnitude == cut && atCut-- > 0))
                weights[k] = 0;
        }
        return projection with { Weights = weights };
    }
}
