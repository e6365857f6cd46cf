using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct InputNeuron
{
    /// <inheritdoc/>
    public static void Integrate<TLanes, TAdd>(ref NeuronLanes<TLanes> lanes, ref long saturations)
        where TLanes : struct, ILanes<TLanes> where TAdd : struct, IAdd
    {
    }
}
