namespace EdgeSnn.Models.Quantize;

/// <summary>Spikes of one neuron over all recordings.</summary>
/// <param name="Neuron">Index within its population.</param>
/// <param name="Reference">In double precision.</param>
/// <param name="FixedPoint">In fixed point.</param>
public readonly record struct NeuronRate(int Neuron, long Reference, long FixedPoint);
