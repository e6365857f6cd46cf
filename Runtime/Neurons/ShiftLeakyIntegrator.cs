using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Leaky integrator whose leak is an arithmetic shift, a read-out: v = v - (v >> k) + x + b; never fires. The membrane of
/// <see cref="ShiftLif"/> without threshold, and its rule of rounding.
/// </summary>
internal readonly partial struct ShiftLeakyIntegrator : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak | NeuronTraits.Shifts;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
        neuron.Potential = Round.AddSaturating(
            neuron.Potential - (neuron.Potential >> neuron.MembraneShift), neuron.Input, neuron.Bias, ref saturations);
    }
}
