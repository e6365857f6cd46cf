namespace EdgeSnn.Firmware;

/// <summary>One spike, for displays.</summary>
/// <param name="Tick">When [ticks].</param>
/// <param name="Population">Index of the population.</param>
/// <param name="Neuron">Index within it.</param>
public readonly record struct SpikeEvent(long Tick, int Population, int Neuron);
