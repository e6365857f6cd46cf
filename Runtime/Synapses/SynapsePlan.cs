using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>What the projections into a population share while they are planned.</summary>
/// <param name="Populations">The populations, planned before.</param>
/// <param name="Post">Where the sums go: the post population, or the part of it that is <paramref name="Range"/>.</param>
/// <param name="Range">The post neurons whose synapses are planned.</param>
/// <param name="VectorBits">Width of the vector twins to run, 0 for scalar code [bits].</param>
/// <param name="Scratch">Room for the pooled spikes of one delivery.</param>
/// <param name="Arena">Where to reserve.</param>
internal readonly record struct SynapsePlan(
    Population[] Populations, Population Post, NeuronRange Range, int VectorBits, Region Scratch, Arena Arena);
