namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// A projection with its synapses laid out for delivery. Reserved in the arena on construction, usable after
/// <see cref="Load"/>.
/// </summary>
internal abstract class Projection(ProjectionModel model)
{
    /// <summary>
    /// Dense rows from one synapse in this many on: a dense synapse costs a small part of a sparse one, and takes a quarter of
    /// its memory in bytes. The choice depends on the blueprint alone, so that the required memory does too.
    /// </summary>
    private const int DenseFrom = 16;

    /// <summary>Kernels up to this many weights are widened ahead of time for sums of 16 bits: they stay in the first cache.</summary>
    private const int LargestWideKernel = 8192;

    /// <summary>The blueprint.</summary>
    protected ProjectionModel Model { get; } = model;

    /// <summary>Chooses the storage and reserves it.</summary>
    /// <param name="model">The projection.</param>
    /// <param name="network">Its network.</param>
    /// <param name="narrow">True when it adds to sums of 16 bits.</param>
    /// <param name="plan">What all projections of the network share.</param>
    public static Projection Plan(ProjectionModel model, NetworkModel network, bool narrow, in SynapsePlan plan)
    {
        var (vectorBits, arena) = (plan.VectorBits, plan.Arena);
        if (model.Storage == SynapseStorage.Convolution)
            return model.WeightBits <= 8 && !(narrow && model.Weights.Length <= LargestWideKernel)
                ? new Convolution<Weight8>(model, vectorBits, arena)
                : new Convolution<Weight16>(model, vectorBits, arena);
        var pre = model.RowCount(network.Populations[model.Pre].Size);
        var post = network.Populations[model.Post].Size;
        var synapses = 0;
        foreach (var weight in model.Weights)
            if (weight != 0) synapses++;
        if (synapses < (long)pre * post / DenseFrom)
        {
            var runs = GroupedFanOut.CountRuns(model, pre);
            return synapses >= (long)runs * GroupedFanOut.ShortestRun && !model.Graded
                ? new GroupedFanOut(model, pre, synapses, runs, arena)
                : new FanOut(model, pre, synapses, arena);
        }

        return model.WeightBits <= 8
            ? new DenseRows<Weight8>(model, pre, post, vectorBits, arena)
            : new DenseRows<Weight16>(model, pre, post, vectorBits, arena);
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
