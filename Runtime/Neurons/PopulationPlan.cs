using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>What a population needs to know of its network before it can reserve memory.</summary>
/// <param name="Model">Its blueprint.</param>
/// <param name="Groups">The projections into it, by scale.</param>
/// <param name="LongestDelay">Longest delay of the projections out of it [ticks].</param>
/// <param name="VectorBits">Width of the vector twin to run, 0 for scalar code [bits].</param>
internal sealed record PopulationPlan(PopulationModel Model, InputGroup[] Groups, int LongestDelay, int VectorBits)
{
    /// <summary>Where the potentials lie, when it is not for the population to reserve: padded to a whole vector.</summary>
    public Region? Potential { get; init; }
}
