namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// How far a projection can drive the sums of its post neurons in one tick: the sum of |weight| over their synapses, each
/// times the most spikes that can take its row.
/// </summary>
internal static class SynapseBound
{
    /// <summary>A sum that no accumulator holds; larger ones are cut to it, so that adding many cannot overflow.</summary>
    private const long Beyond = 1L << 48;

    /// <summary>Adds the bounds of a projection; for a graded one the sums of |weight|.</summary>
    public static void Add(ProjectionModel projection, PopulationModel pre, Span<long> bound)
    {
        var spikes = SpikesPerRow(projection, pre);
        switch (projection.Storage)
        {
            case SynapseStorage.Dense: AddDense(projection, spikes, bound); break;
            case SynapseStorage.Sparse: AddSparse(projection, spikes, bound); break;
            default: AddConvolution(projection, spikes, bound); break;
        }
    }

    private static void AddDense(ProjectionModel projection, long[] spikes, Span<long> bound)
    {
        ReadOnlySpan<short> weights = projection.Weights;
        for (var row = 0; weights.Length > 0; row++, weights = weights[bound.Length..])
        {
            var most = spikes[spikes.Length == 1 ? 0 : row];
            var synapses = weights[..bound.Length];
            for (var post = 0; post < synapses.Length; post++) bound[post] += int.Abs(synapses[post]) * most;
        }
    }

    private static void AddSparse(ProjectionModel projection, long[] spikes, Span<long> bound)
    {
        var starts = projection.FanOutStarts;
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            var most = spikes[spikes.Length == 1 ? 0 : row];
            for (var synapse = starts[row]; synapse < starts[row + 1]; synapse++)
                bound[projection.PostNeurons[synapse]] += int.Abs(projection.Weights[synapse]) * most;
        }
    }

    // One bound per channel for all positions: at most every tap reaches a position, each from the row with most spikes.
    private static void AddConvolution(ProjectionModel projection, long[] spikes, Span<long> bound)
    {
        var shape = projection.Convolution!;
        var run = shape.OutChannels / shape.Groups;
        var perGroup = shape.InChannels / shape.Groups;
        var sums = new long[shape.OutChannels];
        var most = 0L;
        foreach (var count in spikes) most = long.Max(most, count);
        for (var first = 0; first < projection.Weights.Length; first += run)
        {
            var group = first / run % shape.InChannels / perGroup;
            for (var post = 0; post < run; post++)
                sums[group * run + post] += int.Abs(projection.Weights[first + post]);
        }

        foreach (ref var sum in sums.AsSpan()) sum = most > 0 && sum > Beyond / most ? Beyond : sum * most;
        for (var post = 0; post < bound.Length; post++) bound[post] += sums[post % sums.Length];
    }

    /// <summary>Most spikes in one tick that take each row; one value when all are equal.</summary>
    private static long[] SpikesPerRow(ProjectionModel projection, PopulationModel pre)
    {
        if (projection.Graded) return [1];
        if (projection.PreRows.Length == 0) return [pre.MaxSpikesPerTick];
        var spikes = new long[projection.Rows];
        foreach (var row in projection.PreRows)
            if (row >= 0) spikes[row] += pre.MaxSpikesPerTick;
        return spikes;
    }
}
