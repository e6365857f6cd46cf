using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct CubaLif
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<TLanes>(ref NeuronLanes<TLanes> lanes, ref long saturations) where TLanes : struct, ILanes<TLanes>
    {
        lanes.Current = RoundLanes.AddSaturating(
            RoundLanes.Decay(lanes.Current, lanes.SynapticDecay), lanes.Input, ref saturations);
        lanes.Potential = RoundLanes.AddSaturating(
            RoundLanes.Decay(lanes.Potential, lanes.MembraneDecay), lanes.Current, lanes.Bias, ref saturations);
    }
}
