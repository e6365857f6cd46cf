using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Leaky integrator behind a synaptic current, a read-out: i = a_i i + x; v = a_v v + i + b with the new i; never fires.
/// The membrane of <see cref="CubaLif"/> without threshold.
/// </summary>
internal readonly partial struct CubaLeakyIntegrator : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak | NeuronTraits.Current;
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
