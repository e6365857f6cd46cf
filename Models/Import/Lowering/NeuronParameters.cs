namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// A neuron node in the runtime's terms: i = a_i i + f x; v = a_v v + i + b. Arrays hold one value, or one per element in the
/// file's order; empty where the kind has none.
/// </summary>
internal sealed record NeuronParameters
{
    public required Runtime.NeuronKind Kind { get; init; }

    /// <summary>f: what an arriving value is multiplied with.</summary>
    public double[] InputFactor { get; init; } = [1];

    public double[] MembraneDecay { get; init; } = [];

    public double[] SynapticDecay { get; init; } = [];

    public double[] Threshold { get; init; } = [];

    public double[] ResetPotential { get; init; } = [];

    public double[] Floor { get; init; } = [];

    /// <summary>b, without what biases of linear nodes add.</summary>
    public double[] Bias { get; init; } = [0];

    public Runtime.ResetMode Reset { get; init; }

    public bool Fires => Threshold.Length > 0;

    public bool HasCurrent => SynapticDecay.Length > 0;
}
