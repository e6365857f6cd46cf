using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Quantize;

/// <summary>What a quantized network may cost.</summary>
public sealed record QuantizationOptions
{
    /// <summary>Bits of a weight: 4, 8 or 16.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits per projection where they differ; empty, or one for each projection of the model.</summary>
    public IReadOnlyList<int> ProjectionWeightBits { get; init; } = [];

    /// <summary>One scale per post neuron; otherwise one per post population.</summary>
    public bool PerChannel { get; init; } = true;

    /// <summary>How the range of the weights is chosen.</summary>
    public WeightClipping Clipping { get; init; }

    /// <summary>Fractional bits of each population's potentials, 0 .. 24; empty: chosen from the bounds of each population.</summary>
    public IReadOnlyList<int> FractionBits { get; init; } = [];

    /// <summary>A projection with a smaller share of non-zero weights than this is stored as fan-outs, 0 .. 1.</summary>
    public double SparseBelowDensity { get; init; } = 0.5;

    /// <summary>Share of each projection's weights that is set to zero first, the smallest magnitudes, 0 .. 1.</summary>
    public double PrunedShare { get; init; }

    /// <summary>
    /// Input spikes that set the range of potentials and on which the report compares spikes and decisions. Without any, the
    /// range follows from worst-case bounds and the report covers weights alone.
    /// </summary>
    public IReadOnlyList<SpikeRecording> Calibration { get; init; } = [];

    /// <summary>Bits of projection <paramref name="index"/>.</summary>
    internal int BitsOf(int index) => ProjectionWeightBits.Count == 0 ? WeightBits : ProjectionWeightBits[index];

    /// <exception cref="ArgumentException">A value is out of its range, or a list does not fit the model.</exception>
    internal void Check(ReferenceModel model)
    {
        if (ProjectionWeightBits.Count != 0 && ProjectionWeightBits.Count != model.Projections.Length)
            throw new ArgumentException($"{ProjectionWeightBits.Count} weight bits for {model.Projections.Length} projections");
        for (var q = 0; q < Math.Max(1, ProjectionWeightBits.Count); q++)
        {
            if (BitsOf(q) is not (4 or 8 or 16))
                throw new ArgumentException($"weights of {BitsOf(q)} bits; 4, 8 or 16 are possible");
        }
        if (FractionBits.Count != 0 && FractionBits.Count != model.Populations.Length)
            throw new ArgumentException($"{FractionBits.Count} fractional bits for {model.Populations.Length} populations");
        if (FractionBits.Any(f => f is < 0 or > 24))
            throw new ArgumentException("fractional bits must be 0 .. 24");
        if (PrunedShare is not (>= 0 and <= 1) || SparseBelowDensity is not (>= 0 and <= 1))
            throw new ArgumentException("a share must be 0 .. 1");
    }
}
