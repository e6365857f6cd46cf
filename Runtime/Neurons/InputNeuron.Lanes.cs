using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct InputNeuron
{
    /// <inheritdoc/>
    public static void Integrate<TLanes>(ref NeuronLanes<TLanes> lanes) where TLanes : struct, ILanes<TLanes>
    {
    }
}
