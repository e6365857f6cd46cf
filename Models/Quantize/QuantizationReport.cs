using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>What quantization cost: weights per projection.</summary>
public sealed record QuantizationReport
{
    /// <summary>Per projection, in the model's order.</summary>
    public required IReadOnlyList<WeightError> Weights { get; init; }

    /// <summary>Compares a fixed-point model with its original.</summary>
    /// <param name="before">The double-precision original.</param>
    /// <param name="after">The fixed-point model.</param>
    /// <param name="calibration">Input spikes; may be empty.</param>
    public static QuantizationReport Measure(
        ReferenceModel before, NetworkModel after, IReadOnlyList<SpikeRecording> calibration)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(calibration);
        return new() { Weights = [.. Enumerable.Range(0, after.Projections.Length).Select(q => WeightError.Measure(before, after, q))] };
    }
}
