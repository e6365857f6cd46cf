using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Leaky integrator, a read-out: v = a_v v + x + b; never fires. The membrane of <see cref="Lif"/> without threshold.
/// </summary>
internal readonly partial struct LeakyIntegrator : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
        neuron.Potential = Round.AddSaturating(
            Round.Decay(neuron.Potential, neuron.MembraneDecay), neuron.Input, neuron.Bias, ref saturations);
    }
}
