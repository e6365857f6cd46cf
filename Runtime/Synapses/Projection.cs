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

    /// <summary>The blueprint.</summary>
    protected ProjectionModel Model { get; } = model;

    /// <summary>Chooses the storage and reserves it.</summary>
    public static Projection Plan(ProjectionModel model, NetworkModel network, int vectorBits, Arena arena)
    {
        var pre = network.Populations[model.Pre].Size;
        var post = network.Populations[model.Post].Size;
        var synapses = 0;
        foreach (var weight in model.Weights)
            if (weight != 0) synapses++;
        if (synapses < (long)pre * post / DenseFrom) return new FanOut(model, pre, synapses, arena);
        return model.WeightBits <= 8
            ? new DenseRows<Weight8>(model, pre, post, vectorBits, arena)
            : new DenseRows<Weight16>(model, pre, post, vectorBits, arena);
    }

    /// <summary>Writes the synapses into the allocated arena.</summary>
    public abstract void Load();

    /// <summary>Adds the weights behind each spike to the post neurons' sums. The order of spikes changes no bit.</summary>
    /// <param name="spikes">Pre neurons that spiked.</param>
    /// <param name="sums">Accumulators of the post population, as long as its padded size.</param>
    /// <returns>Synaptic events: synapses of non-zero weight that were reached.</returns>
    public abstract long Deliver(ReadOnlySpan<int> spikes, Span<int> sums);
}
