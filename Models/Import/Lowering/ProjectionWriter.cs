using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// Writes a map as a projection: from the file's order (channels first) to the runtime's (channels last), in the storage
/// that the map already has.
/// </summary>
internal sealed class ProjectionWriter
{
    private readonly SynapseBudget _budget;

    public ProjectionWriter(SynapseBudget budget) => _budget = budget;

    /// <summary>The projection without its ends and delay.</summary>
    /// <param name="map">The map.</param>
    /// <param name="pre">Where the pre neurons lie.</param>
    /// <param name="post">Where the post neurons lie.</param>
    public ReferenceProjection Write(LinearMap map, Placement pre, Placement post)
    {
        if (map is KernelMap kernel)
        {
            if (Fits(kernel, pre, post))
                return Kernel(kernel, pre);
            map = MapComposition.Listed(map, _budget);
        }
        return map switch
        {
            DenseMap dense => Dense(dense, pre, post),
            SparseMap sparse => Sparse(sparse.Starts, sparse.Outs, sparse.Weights, map, (pre, post)),
            _ => Diagonal((DiagonalMap)map, pre, post),
        };
    }

    private static bool Fits(KernelMap kernel, Placement pre, Placement post)
    {
        var g = kernel.Geometry;
        return post.Grid == new Grid(g.OutHeight, g.OutWidth, g.OutChannels)
            && (kernel.Rows is not null || pre.Grid == new Grid(g.InHeight, g.InWidth, g.InChannels))
            && Math.Max(g.KernelHeight, g.KernelWidth) <= 255 && Math.Max(g.StrideY, g.StrideX) <= 255
            && Math.Max(g.DilationY, g.DilationX) <= 255;
    }

    private static ReferenceProjection Kernel(KernelMap kernel, Placement pre)
    {
        var g = kernel.Geometry;
        var grid = new Placement(new Grid(g.InHeight, g.InWidth, g.InChannels));
        return new ReferenceProjection
        {
            Pre = 0,
            Post = 0,
            Storage = SynapseStorage.Convolution,
            Convolution = g,
            PreRows = kernel.Rows is null ? [] : Gathered(kernel.Rows, pre, grid),
            Rows = kernel.Rows is null ? 0 : kernel.RowCount,
            Weights = kernel.Weights,
        };
    }

    private static ReferenceProjection Dense(DenseMap map, Placement pre, Placement post)
    {
        var weights = map.Weights;
        if (map.Rows is null && !pre.IsSame || !post.IsSame)
        {
            weights = new double[map.Weights.Length];
            for (var row = 0; row < map.RowCount; row++)
            {
                var first = (map.Rows is null ? pre.NeuronOf(row) : row) * map.OutSize;
                for (var j = 0; j < map.OutSize; j++)
                    weights[first + post.NeuronOf(j)] = map.Weights[(row * map.OutSize) + j];
            }
        }
        return new ReferenceProjection
        {
            Pre = 0,
            Post = 0,
            PreRows = map.Rows is null ? [] : Gathered(map.Rows, pre, Placement.Same),
            Rows = map.Rows is null ? 0 : map.RowCount,
            Weights = weights,
        };
    }

    private static ReferenceProjection Diagonal(DiagonalMap map, Placement pre, Placement post)
    {
        var starts = new int[map.RowCount + 1];
        var outs = new int[map.RowCount];
        var weights = new double[map.RowCount];
        for (var row = 0; row < map.RowCount; row++)
            (starts[row + 1], outs[row], weights[row]) = (row + 1, row, map.Factor(row));
        return Sparse(starts, outs, weights, map, (pre, post));
    }

    private static ReferenceProjection Sparse(
        int[] starts, int[] outs, double[] weights, LinearMap map, (Placement Pre, Placement Post) ends)
    {
        var rowAt = new int[map.RowCount];
        for (var row = 0; row < rowAt.Length; row++)
            rowAt[map.Rows is null ? ends.Pre.NeuronOf(row) : row] = row;
        var (newStarts, newOuts, newWeights) = (new int[starts.Length], new int[outs.Length], new double[weights.Length]);
        var count = 0;
        for (var place = 0; place < rowAt.Length; place++)
        {
            var row = rowAt[place];
            for (var k = starts[row]; k < starts[row + 1]; k++)
                (newOuts[count + k - starts[row]], newWeights[count + k - starts[row]]) = (ends.Post.NeuronOf(outs[k]), weights[k]);
            var length = starts[row + 1] - starts[row];
            Array.Sort(newOuts, newWeights, count, length);
            newStarts[place + 1] = count += length;
        }
        return new ReferenceProjection
        {
            Pre = 0,
            Post = 0,
            Storage = SynapseStorage.Sparse,
            FanOutStarts = newStarts,
            PostNeurons = newOuts,
            PreRows = map.Rows is null ? [] : Gathered(map.Rows, ends.Pre, Placement.Same),
            Rows = map.Rows is null ? 0 : map.RowCount,
            Weights = newWeights,
        };
    }

    private static int[] Gathered(int[] rows, Placement pre, Placement grid)
    {
        var placed = new int[rows.Length];
        for (var element = 0; element < rows.Length; element++)
            placed[pre.NeuronOf(element)] = rows[element] < 0 ? -1 : grid.NeuronOf(rows[element]);
        return placed;
    }
}
