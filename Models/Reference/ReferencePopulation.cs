using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// A population in double precision: the shape of <see cref="PopulationModel"/>, with potentials in the network's own
/// unit (a threshold is usually 1). Parameter arrays hold one value for all neurons or one per neuron.
/// </summary>
public sealed record ReferencePopulation
{
    /// <summary>Name, unique in the network.</summary>
    public required string Name { get; init; }

    /// <summary>Number of neurons, at least 1.</summary>
    public required int Size { get; init; }

    /// <summary>The neuron model.</summary>
    public required NeuronKind Kind { get; init; }

    /// <summary>Membrane leak per tick, 0 .. 1; length 1 or <see cref="Size"/>. Unused by integrate-and-fire.</summary>
    public double[] MembraneDecay { get; init; } = [];

    /// <summary>Synaptic current leak per tick, 0 .. 1; length 1 or <see cref="Size"/>. Current-based and adaptive kinds only.</summary>
    public double[] SynapticDecay { get; init; } = [];

    /// <summary>A neuron fires at or above this [potential]; length 1 or <see cref="Size"/>. Spiking kinds only.</summary>
    public double[] Threshold { get; init; } = [];

    /// <summary>Constant input per tick [potential]; empty (none), length 1 or <see cref="Size"/>.</summary>
    public double[] Bias { get; init; } = [];

    /// <summary>What a spike does to the potential.</summary>
    public ResetMode Reset { get; init; }

    /// <summary>Grid of the neurons as in <see cref="PopulationModel.Shape"/>: empty, or height, width, channels.</summary>
    public int[] Shape { get; init; } = [];

    /// <summary>
    /// True when a neuron fires only above its threshold, not at it; fixed point has one threshold step more for it.
    /// </summary>
    public bool FiresAboveThreshold { get; init; }

    /// <summary>The potential after a spike under <see cref="ResetMode.ToValue"/>; empty (0), length 1 or <see cref="Size"/> [potential].</summary>
    public double[] ResetPotential { get; init; } = [];

    /// <summary>The potential before the first tick; empty (0), length 1 or <see cref="Size"/> [potential].</summary>
    public double[] InitialPotential { get; init; } = [];

    /// <summary>Lowest potential; empty (none), length 1 or <see cref="Size"/> [potential].</summary>
    public double[] Floor { get; init; } = [];

    /// <summary>Most spikes of one neuron in one tick, 1 .. 255; see <see cref="PopulationModel.MaxSpikesPerTick"/>.</summary>
    public int MaxSpikesPerTick { get; init; } = 1;

    /// <summary>Ticks after a spike during which the potential is held, 0 .. 65535 [ticks].</summary>
    public int RefractoryTicks { get; init; }

    /// <summary>Relaxation per tick of the adaptive threshold, 0 .. 1; length 1 or <see cref="Size"/>. Adaptive kind only.</summary>
    public double[] AdaptationDecay { get; init; } = [];

    /// <summary>Rise of the threshold at each spike [potential]; length 1 or <see cref="Size"/>. Adaptive kind only.</summary>
    public double[] AdaptationStep { get; init; } = [];
}
