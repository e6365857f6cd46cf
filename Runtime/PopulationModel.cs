using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime;

/// <summary>
/// A population of neurons that share a model. Parameter arrays hold either one value for all neurons or one per neuron.
/// </summary>
public sealed record PopulationModel
{
    /// <summary>Name, unique in the network.</summary>
    public required string Name { get; init; }

    /// <summary>Number of neurons, at least 1.</summary>
    public required int Size { get; init; }

    /// <summary>
    /// How the neurons lie on a grid: empty (no grid), or height, width, channels with channels varying fastest: neuron
    /// (y * width + x) * channels + c. The product is <see cref="Size"/>. Convolutions and event encoders need it.
    /// </summary>
    public int[] Shape { get; init; } = [];

    /// <summary>The neuron model.</summary>
    public required NeuronKind Kind { get; init; }

    /// <summary>Fractional bits F of every <see cref="Potential"/> here: 1.0 is 2^F. 0 .. 24. Used for reports and decoders.</summary>
    public int FractionBits { get; init; }

    /// <summary>Membrane leak per tick; length 1 or <see cref="Size"/>. Unused by integrate-and-fire.</summary>
    public Decay[] MembraneDecay { get; init; } = [];

    /// <summary>Synaptic current leak per tick; length 1 or <see cref="Size"/>. Current-based and adaptive kinds only.</summary>
    public Decay[] SynapticDecay { get; init; } = [];

    /// <summary>A neuron fires when its potential is at or above this; length 1 or <see cref="Size"/>. Spiking kinds only.</summary>
    public Potential[] Threshold { get; init; } = [];

    /// <summary>Constant input per tick; empty (none), length 1 or <see cref="Size"/>.</summary>
    public Potential[] Bias { get; init; } = [];

    /// <summary>What a spike does to the potential.</summary>
    public ResetMode Reset { get; init; }

    /// <summary>
    /// The potential after a spike under <see cref="ResetMode.ToValue"/>; empty (0), length 1 or <see cref="Size"/>. Empty
    /// under every other reset.
    /// </summary>
    public Potential[] ResetPotential { get; init; } = [];

    /// <summary>The potential before the first tick; empty (0), length 1 or <see cref="Size"/>. Not for the input.</summary>
    public Potential[] InitialPotential { get; init; } = [];

    /// <summary>
    /// Lowest potential: what integration leaves below it is raised to it before the neuron may fire; empty (none), length 1
    /// or <see cref="Size"/>. Bounds an integrator that drifts down.
    /// </summary>
    public Potential[] Floor { get; init; } = [];

    /// <summary>
    /// Most spikes of one neuron in one tick, 1 .. 255. A neuron that fires n times stands n times in its population's spike
    /// list. Above 1 only for the input and with <see cref="ResetMode.BySubtraction"/>, where a neuron fires
    /// n = min(v / theta, most) times and is lowered by n theta; not for the adaptive kind.
    /// </summary>
    public int MaxSpikesPerTick { get; init; } = 1;

    /// <summary>
    /// Ticks after a spike during which the neuron ignores input and keeps its potential at the reset value (its
    /// synaptic current goes on) [ticks], 0 .. 65535.
    /// </summary>
    public int RefractoryTicks { get; init; }

    /// <summary>Relaxation per tick of the adaptive part of the threshold; length 1 or <see cref="Size"/>. Adaptive kind only.</summary>
    public Decay[] AdaptationDecay { get; init; } = [];

    /// <summary>Rise of the threshold at each spike; length 1 or <see cref="Size"/>. Adaptive kind only.</summary>
    public Potential[] AdaptationStep { get; init; } = [];

    /// <summary>Most spikes of the population in one tick [spikes].</summary>
    internal int MostSpikes => Size * MaxSpikesPerTick;
}
