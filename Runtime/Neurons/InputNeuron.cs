using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>No dynamics: the encoder's spikes pass through this population, which is never updated.</summary>
internal readonly partial struct InputNeuron : INeuron
{
    /// <inheritdoc/>
    public static NeuronTraits Traits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => NeuronTraits.None;
    }

    /// <inheritdoc/>
    public static void Integrate(ref Neuron neuron, ref long saturations)
    {
    }
}
