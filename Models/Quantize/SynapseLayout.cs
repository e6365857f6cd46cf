using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>Where weights lie, and the change from one layout to the other.</summary>
internal static class SynapseLayout
{
    /// <summary>Rows of synapses: pre neurons, or what several of them share.</summary>
    public static int Rows(ReferenceModel model, ReferenceProjection projection) =>
        projection.PreRows.Length == 0 ? model.Populations[projection.Pre].Size : projection.Rows;

    /// <summary>Channels that may have a scale of their own: post neurons, or post channels of a convolution.</summary>
    public static int Channels(ReferenceModel model, ReferenceProjection projection) =>
        projection.Storage == SynapseStorage.Convolution ? projection.Convolution!.OutChannels : model.Populations[projection.Post].Size;

    /// <summary>The channel of weight <paramref name="k"/>.</summary>
    public static int ChannelOf(ReferenceProjection projection, int k, int postSize) => projection.Storage switch
    {
        SynapseStorage.Dense => k % postSize,
        SynapseStorage.Sparse => projection.PostNeurons[k],
        _ => ReferenceProjection.PostChannel(projection.Convolution!, k),
    };

    /// <summary>Where each weight of <paramref name="source"/> went in <paramref name="stored"/>; -1 where it is not stored.</summary>
    /// <param name="source">The layout before <see cref="Store"/>.</param>
    /// <param name="stored">What <see cref="Store"/> gave.</param>
    /// <param name="sizes">Rows and post size.</param>
    public static int[] Places(ReferenceProjection source, ProjectionModel stored, (int Rows, int Post) sizes)
    {
        var places = new int[source.Weights.Length];
        for (var k = 0; k < places.Length; k++)
            places[k] = k;
        if (source.Storage == SynapseStorage.Convolution || (source.Storage == SynapseStorage.Dense && stored.Storage == SynapseStorage.Dense))
            return places;
        for (var row = 0; row < sizes.Rows; row++)
        {
            var (start, end) = Row(source, row, sizes.Post);
            var next = stored.Storage == SynapseStorage.Sparse ? stored.FanOutStarts[row] : 0;
            for (var k = start; k < end; k++)
            {
                var post = ChannelOf(source, k, sizes.Post);
                if (stored.Storage == SynapseStorage.Dense)
                    places[k] = (row * sizes.Post) + post;
                else
                    places[k] = next < stored.FanOutStarts[row + 1] && stored.PostNeurons[next] == post ? next++ : -1;
            }
        }
        return places;
    }

    /// <summary>Stores quantized weights dense, or as fan-outs without zeros when few are left; a convolution stays one.</summary>
    /// <param name="shape">Everything but the layout; its weights lie as in <paramref name="source"/>.</param>
    /// <param name="source">Where <paramref name="shape"/>'s weights lie now.</param>
    /// <param name="sizes">Rows and post size.</param>
    /// <param name="sparseBelow">Share of non-zero weights below which fan-outs are used.</param>
    public static ProjectionModel Store(ProjectionModel shape, ReferenceProjection source, (int Rows, int Post) sizes, double sparseBelow)
    {
        if (source.Storage == SynapseStorage.Convolution)
            return shape;
        var nonZero = shape.Weights.Count(w => w != 0);
        return nonZero < sparseBelow * sizes.Rows * sizes.Post
            ? Sparse(shape, source, sizes, nonZero)
            : Dense(shape, source, sizes);
    }

    private static ProjectionModel Sparse(ProjectionModel shape, ReferenceProjection source, (int Rows, int Post) sizes, int nonZero)
    {
        var starts = new int[sizes.Rows + 1];
        var posts = new int[nonZero];
        var weights = new short[nonZero];
        var count = 0;
        for (var row = 0; row < sizes.Rows; row++)
        {
            var (start, end) = Row(source, row, sizes.Post);
            for (var k = start; k < end; k++)
            {
                if (shape.Weights[k] == 0)
                    continue;
                posts[count] = ChannelOf(source, k, sizes.Post);
                weights[count++] = shape.Weights[k];
            }
            starts[row + 1] = count;
        }
        return shape with { Storage = SynapseStorage.Sparse, FanOutStarts = starts, PostNeurons = posts, Weights = weights };
    }

    private static ProjectionModel Dense(ProjectionModel shape, ReferenceProjection source, (int Rows, int Post) sizes)
    {
        if (source.Storage == SynapseStorage.Dense)
            return shape;
        var weights = new short[sizes.Rows * sizes.Post];
        for (var row = 0; row < sizes.Rows; row++)
        {
            for (var k = source.FanOutStarts[row]; k < source.FanOutStarts[row + 1]; k++)
                weights[(row * sizes.Post) + source.PostNeurons[k]] = shape.Weights[k];
        }
        return shape with { Storage = SynapseStorage.Dense, FanOutStarts = [], PostNeurons = [], Weights = weights };
    }

    private static (int Start, int End) Row(ReferenceProjection source, int row, int postSize) =>
        source.Storage == SynapseStorage.Dense
            ? (row * postSize, (row + 1) * postSize)
            : (source.FanOutStarts[row], source.FanOutStarts[row + 1]);
}
