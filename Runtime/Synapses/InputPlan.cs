namespace EdgeSnn.Runtime.Synapses;

/// <summary>How the input of every population is summed.</summary>
/// <param name="Groups">Per population, the projections into it by scale.</param>
/// <param name="GroupOf">Per projection, its group within its post population.</param>
internal sealed record InputPlan(InputGroup[][] Groups, int[] GroupOf);
