using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// Leaky integrate-and-fire whose leak is an arithmetic shift: v = v - (v >> k) + x + b; fires at v >= theta, then resets. The
/// leak of hardware without multipliers, as in Tapiador-Morales et al., "Neuromorphic LIF row-by-row multiconvolution
/// processor for FPGA" (2019). The shift rounds toward minus infinity: from above a potential below 2^k stays where it is,
/// from below it reaches 0. So this model states its own rule, and is not at rest after silence.
/// </summary>
internal readonly partial struct ShiftLif : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.Leak | NeuronTraits.Shifts | NeuronTraits.Fires;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
        neuron.Potential = Round.AddSaturating(
            neuron.Potential - (neuron.Potential >> neuron.MembraneShift), neuron.Input, neuron.Bias, ref saturations);
    }
}
