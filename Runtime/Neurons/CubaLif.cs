using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Current-based leaky integrate-and-fire: i = a_i i + x; v = a_v v + i + b with the new i; fires at v >= theta, then
/// resets. Discrete form as in Neftci, Mostafa, Zenke, Surrogate gradient learning in spiking neural networks (2019),
/// equations 5 and 6, except that the current acts in the tick of its spike.
/// </summary>
internal readonly partial struct CubaLif : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak | NeuronTraits.Current | NeuronTraits.Fires;
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
