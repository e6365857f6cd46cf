using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Integrate-and-fire without leak: v = v + x + b; fires at v >= theta, then resets. The leaky model with an infinite
/// membrane time constant.
/// </summary>
internal readonly partial struct IntegrateAndFire : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Fires;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
        neuron.Potential = Round.AddSaturating(
            neuron.Potential, neuron.Input, neuron.Bias, ref saturations);
    }
}
