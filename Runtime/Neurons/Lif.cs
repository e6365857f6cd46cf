using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Leaky integrate-and-fire: v = a_v v + x + b; fires at v >= theta, then resets. Lapicque 1907; discrete form as in
/// Gerstner et al., Neuronal Dynamics (2014), section 1.3, with a_v = exp(-tick / tau_mem) and no resting offset.
/// </summary>
internal readonly partial struct Lif : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak | NeuronTraits.Fires;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
        neuron.Potential = Round.AddSaturating(
            Round.Decay(neuron.Potential, neuron.MembraneDecay), neuron.Input, neuron.Bias, ref saturations);
    }
}
