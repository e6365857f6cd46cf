using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>Where weights lie, and the change from one layout to the other.</summary>
internal static class SynapseLayout
{
    /// <summary>The post neuron of weight <paramref name="k"/>.</summary>
    public static int PostOf(ReferenceProjection projection, int k, int postSize) =>
        projection.Storage == SynapseStorage.Dense ? k % postSize : projection.PostNeurons[k];

    /// <summary>The pre neuron of weight <paramref name="k"/>.</summary>
    public static int PreOf(ReferenceProjection projection, int k, int postSize)
    {
        if (projection.Storage == SynapseStorage.Dense)
            return k / postSize;
        // Empty fan-outs repeat a start; the last of equal starts is the one that holds k.
        var low = 0;
        for (var high = projection.FanOutStarts.Length - 1; high - low > 1;)
        {
            var middle = (low + high) / 2;
            (low, high) = projection.FanOutStarts[middle] <= k ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>Stores quantized weights dense, or as fan-outs without zeros when few are left.</summary>
    /// <param name="shape">Everything but the layout; its weights lie as in <paramref name="source"/>.</param>
    /// <param name="source">Where <paramref name="shape"/>'s weights lie now.</param>
    /// <param name="sizes">Pre and post size.</param>
    /// <param name="sparseBelow">Share of non-zero weights below which fan-outs are used.</param>
    public static ProjectionModel Store(ProjectionModel shape, ReferenceProjection source, (int Pre, int Post) sizes, double sparseBelow)
    {
        var nonZero = shape.Weights.Count(w => w != 0);
        return nonZero < sparseBelow * sizes.Pre * sizes.Post
            ? Sparse(shape, source, sizes, nonZero)
            : Dense(shape, source, sizes);
    }

    private static ProjectionModel Sparse(ProjectionModel shape, ReferenceProjection source, (int Pre, int Post) sizes, int nonZero)
    {
        var starts = new int[sizes.Pre + 1];
        var posts = new int[nonZero];
        var weights = new short[nonZero];
        var count = 0;
        for (var pre = 0; pre < sizes.Pre; pre++)
        {
            var (start, end) = Row(source, pre, sizes.Post);
            for (var k = start; k < end; k++)
            {
                if (shape.Weights[k] == 0)
                    continue;
                posts[count] = PostOf(source, k, sizes.Post);
                weights[count++] = shape.Weights[k];
            }
            starts[pre + 1] = count;
        }
        return shape with { Storage = SynapseStorage.Sparse, FanOutStarts = starts, PostNeurons = posts, Weights = weights };
    }

    private static ProjectionModel Dense(ProjectionModel shape, ReferenceProjection source, (int Pre, int Post) sizes)
    {
        var weights = new short[sizes.Pre * sizes.Post];
        for (var pre = 0; pre < sizes.Pre; pre++)
        {
            var (start, end) = Row(source, pre, sizes.Post);
            for (var k = start; k < end; k++)
                weights[(pre * sizes.Post) + PostOf(source, k, sizes.Post)] = shape.Weights[k];
        }
        return shape with { Storage = SynapseStorage.Dense, FanOutStarts = [], PostNeurons = [], Weights = weights };
    }

    private static (int Start, int End) Row(ReferenceProjection source, int pre, int postSize) =>
        source.Storage == SynapseStorage.Dense
            ? (pre * postSize, (pre + 1) * postSize)
            : (source.FanOutStarts[pre], source.FanOutStarts[pre + 1]);
}
