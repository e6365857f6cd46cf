using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Decoders;
using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime;

/// <summary>
/// What there is to choose from, as literal lists. A new neuron model or decoder is one file and one line here, and a number
/// in its enumeration that is never reused.
/// </summary>
public static class Catalog
{
    /// <summary>The neuron models, in the order of their numbers.</summary>
    public static IReadOnlyList<NeuronModelEntry> NeuronModels { get; } =
    [
        NeuronModelEntry.Of<InputNeuron>("input", NeuronKind.Input, "no dynamics: the encoder's spikes"),
        NeuronModelEntry.Of<Lif>("lif", NeuronKind.Lif, "leaky integrate-and-fire"),
        NeuronModelEntry.Of<CubaLif>("cuba-lif", NeuronKind.CubaLif, "leaky integrate-and-fire behind a synaptic current"),
        NeuronModelEntry.Of<IntegrateAndFire>("integrate-and-fire", NeuronKind.IntegrateAndFire, "integrate-and-fire without leak"),
        NeuronModelEntry.Of<LeakyIntegrator>("leaky-integrator", NeuronKind.LeakyIntegrator, "read-out that never fires"),
        NeuronModelEntry.Of<CubaLeakyIntegrator>("cuba-leaky-integrator", NeuronKind.CubaLeakyIntegrator, "read-out behind a synaptic current, never fires"),
        NeuronModelEntry.Of<AdaptiveLif>("adaptive-lif", NeuronKind.AdaptiveLif, "current-based LIF whose threshold rises at each spike"),
        NeuronModelEntry.Of<ShiftLif>("shift-lif", NeuronKind.ShiftLif, "leaky integrate-and-fire whose leak is an arithmetic shift"),
        NeuronModelEntry.Of<ShiftLeakyIntegrator>("shift-leaky-integrator", NeuronKind.ShiftLeakyIntegrator, "read-out that leaks by an arithmetic shift, never fires"),
    ];

    /// <summary>The decoders, in the order of their numbers.</summary>
    public static IReadOnlyList<DecoderEntry> Decoders { get; } =
    [
        new("spike-count", DecoderKind.SpikeCount, "the class with most output spikes in a sliding window", static model => new SpikeCountDecoder(model)),
        new("first-spike", DecoderKind.FirstSpike, "the class whose output neuron spikes first", static model => new FirstSpikeDecoder(model)),
        new("max-potential", DecoderKind.MaxPotential, "the class with the highest output potential over a sliding window", static model => new MaxPotentialDecoder(model)),
    ];

    /// <summary>Makes the decoder that a blueprint names.</summary>
    /// <param name="model">The blueprint.</param>
    /// <exception cref="ModelFormatException">Populations, labels or decoder break a rule; projections are not looked at.</exception>
    public static IDecoder CreateDecoder(NetworkModel model)
    {
        NetworkModelValidation.CheckReadOut(model);
        return Decoders[(int)model.Decoder.Kind].Create(model);
    }

    /// <summary>The entry of a kind known to exist.</summary>
    internal static NeuronModelEntry NeuronModel(NeuronKind kind) => NeuronModels[(int)kind];
}
