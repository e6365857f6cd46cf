using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct AdaptiveLif
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<TLanes, TAdd>(ref NeuronLanes<TLanes> lanes, ref long saturations)
        where TLanes : struct, ILanes<TLanes> where TAdd : struct, IAdd
    {
        lanes.Current = TAdd.Add(
            RoundLanes.Decay(lanes.Current, lanes.SynapticDecay), lanes.Input, ref saturations);
        lanes.Potential = TAdd.Add(
            RoundLanes.Decay(lanes.Potential, lanes.MembraneDecay), lanes.Current, lanes.Bias, ref saturations);
    }
}
