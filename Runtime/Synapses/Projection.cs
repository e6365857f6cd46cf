namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// A projection with its synapses laid out for delivery. Reserved in the arena on construction, usable after
/// <see cref="Load"/>.
/// </summary>
internal abstract class Projection(ProjectionModel model, NeuronRange range)
{
    /// <summary>
    /// Dense rows from one synapse in this many on: a dense synapse costs a small part of a sparse one, and takes a quarter of
    /// its memory in bytes. The choice depends on the blueprint alone, so that the required memory does too.
    /// </summary>
    private const int DenseFrom = 16;

    /// <summary>Kernels up to this many weights are widened ahead of time for sums of 16 bits: they stay in the first cache.</summary>
    private const int LargestWideKernel = 8192;

    /// <summary>Roughly the work of delivering one spike, in the unit of <see cref="Threads.Workload"/>.</summary>
    public abstract int WorkPerSpike { get; }

    /// <summary>The blueprint.</summary>
    protected ProjectionModel Model { get; } = model;

    /// <summary>The post neurons whose synapses these are.</summary>
    protected NeuronRange Range { get; } = range;

    /// <summary>Chooses the storage and reserves it.</summary>
    /// <param name="model">The projection.</param>
    /// <param name="network">Its network.</param>
    /// <param name="plan">What the projections into the post population share.</param>
    public static Projection Plan(ProjectionModel model, NetworkModel network, in SynapsePlan plan)
    {
        var (range, arena) = (plan.Range, plan.Arena);
        if (model.Storage == SynapseStorage.Convolution)
            return model.WeightBits <= 8 && !(plan.Post.Input.IsNarrow && model.Weights.Length <= LargestWideKernel)
                ? new Convolution<Weight8>(model, plan)
                : new Convolution<Weight16>(model, plan);
        var pre = model.RowCount(network.Populations[model.Pre].Size);
        var post = plan.Post.Model.Size;
        var synapses = CountSynapses(model, pre, range);
        if (!IsDense(synapses, pre, post))
        {
            var runs = GroupedFanOut.CountRuns(model, pre, range);
            return synapses >= (long)runs * GroupedFanOut.ShortestRun && !model.Graded
                ? new GroupedFanOut(model, range, pre, (synapses, runs), arena)
                : new FanOut(model, range, pre, synapses, arena);
        }

        return model.WeightBits <= 8
            ? new DenseRows<Weight8>(model, pre, post, plan)
            : new DenseRows<Weight16>(model, pre, post, plan);
    }

    /// <summary>Whether so many synapses are laid out in dense rows.</summary>
    public static bool IsDense(long synapses, int pre, int post) => synapses >= (long)pre * post / DenseFrom;

    private static int CountSynapses(ProjectionModel model, int pre, NeuronRange range)
    {
        var count = 0;
        if (range.IsAll)
        {
            foreach (var weight in model.Weights)
                if (weight != 0) count++;
            return count;
        }

        var synapses = new SynapseReader(model, pre, range);
        for (var row = 0; row < pre; row++)
            for (synapses.MoveTo(row); synapses.TryRead(out _, out var weight);)
                if (weight != 0) count++;
        return count;
    }

    /// <summary>Writes the synapses into the allocated arena.</summary>
    public abstract void Load();

    /// <summary>Adds the weights behind each spike to the post neurons' sums. The order of spikes changes no bit.</summary>
    /// <param name="spikes">Pre neurons that spiked, or the rows that their spikes take; one that spiked n times stands n times.</param>
    /// <param name="sums">Accumulators of the post population; what is reached is marked there.</param>
    /// <returns>Synaptic events: synapses of non-zero weight that were reached.</returns>
    public abstract long Deliver(ReadOnlySpan<int> spikes, SumGroup sums);

    /// <summary>Adds weight times potential to the post neurons' exact sums, for every synapse.</summary>
    /// <param name="potentials">Potentials of the pre population, at least as many as it has neurons.</param>
    /// <param name="sums">One 64-bit sum per post neuron.</param>
    /// <returns>Synaptic events: synapses of non-zero weight behind potentials other than 0.</returns>
    public abstract long DeliverGraded(ReadOnlySpan<int> potentials, Span<long> sums);
}
