using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>A quantized network and what quantization cost.</summary>
/// <param name="Model">The fixed-point blueprint.</param>
/// <param name="Report">Per layer: weights, potentials, spikes; and decisions.</param>
public sealed record QuantizationResult(NetworkModel Model, QuantizationReport Report);
