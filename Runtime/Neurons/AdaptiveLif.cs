using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Leaky integrate-and-fire with an adaptive threshold: i = a_i i + x; v = a_v v + i + b with the new i; fires at
/// v >= theta + g, then resets; g = rho g, plus the step if the neuron fired. The threshold of a tick uses the g that the
/// ticks before left, so a spike raises the threshold from the next tick on. Bellec et al., Long short-term memory and
/// learning-to-learn in networks of spiking neurons (2018), equation 1, with beta (1 - rho) as the step. A synaptic decay
/// of 0 gives the model without current.
/// </summary>
internal readonly partial struct AdaptiveLif : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak | NeuronTraits.Current | NeuronTraits.Fires | NeuronTraits.Adapts;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
        neuron.Current = Round.AddSaturating(
            Round.Decay(neuron.Current, neuron.SynapticDecay), neuron.Input, ref saturations);
        neuron.Potential = Round.AddSaturating(
            Round.Decay(neuron.Potential, neuron.MembraneDecay), neuron.Current, neuron.Bias, ref saturations);
    }
}
