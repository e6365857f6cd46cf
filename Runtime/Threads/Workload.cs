using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Threads;

/// <summary>
/// What a tick costs, roughly, before it is run; 2,000 to 2,500 are a microsecond on a desktop. It decides how a population is
/// divided and who runs it, and changes no bit of the result. Where the figures come from: docs/performance.md.
/// </summary>
internal static class Workload
{
    /// <summary>Least usual work of a part, some 4 us: what is smaller is not cut from its population.</summary>
    public const int LeastOfPart = 10_000;

    /// <summary>Least work of a wave, at the moment, that is shared with threads that are awake: their hand-over costs a microsecond.</summary>
    public const int LeastToShare = 20_000;

    /// <summary>Least work of a wave for which sleeping threads are woken: that costs the waking one 5 us, and they come late.</summary>
    public const int LeastToWake = 200_000;

    /// <summary>One pre neuron in this many spikes in a usual tick.</summary>
    private const int UsualSilence = 100;

    private const int PerNeuron = 2;
    private const int PerSparseSynapse = 5;
    private const int DenseSynapsesPerUnit = 2;

    /// <summary>Work of delivering one spike through compressed rows.</summary>
    /// <param name="synapses">Synapses.</param>
    /// <param name="rows">Rows they lie in.</param>
    public static int OfSparseSpike(long synapses, int rows) => (int)(synapses * PerSparseSynapse / rows) + 1;

    /// <summary>Work of delivering one spike through a dense row or a kernel.</summary>
    /// <param name="synapses">Weights of it, zeros too.</param>
    public static int OfDenseSpike(int synapses) => synapses / DenseSynapsesPerUnit + 1;

    /// <summary>Work of updating neurons.</summary>
    public static int OfNeurons(int neurons) => neurons * PerNeuron;

    /// <summary>Work of a population in a usual tick.</summary>
    public static long OfUsualTick(NetworkModel model, int population)
    {
        long work = OfNeurons(model.Populations[population].Size);
        foreach (var projection in model.Projections)
        {
            if (projection.Post != population) continue;
            var pre = model.Populations[projection.Pre].Size;
            work += projection.Graded
                ? projection.Weights.Length
                : (long)OfSpike(projection, projection.RowCount(pre), model.Populations[population].Size) * pre / UsualSilence;
        }

        return work;
    }

    private static int OfSpike(ProjectionModel projection, int rows, int post)
    {
        if (projection.Convolution is { } shape) return OfDenseSpike(projection.Weights.Length / shape.InChannels);
        var synapses = 0L;
        foreach (var weight in projection.Weights)
            if (weight != 0) synapses++;
        return Projection.IsDense(synapses, rows, post) ? OfDenseSpike(post) : OfSparseSpike(synapses, rows);
    }
}
