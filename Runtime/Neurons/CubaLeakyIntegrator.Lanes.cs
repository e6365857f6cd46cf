using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct CubaLeakyIntegrator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<TLanes>(ref NeuronLanes<TLanes> lanes) where TLanes : struct, ILanes<TLanes>
    {
        lanes.Current = RoundLanes.AddSaturating(
            RoundLanes.Decay(lanes.Current, lanes.SynapticDecay), lanes.Input, ref lanes.Saturations);
        lanes.Potential = RoundLanes.AddSaturating(
            RoundLanes.Decay(lanes.Potential, lanes.MembraneDecay), lanes.Current, lanes.Bias, ref lanes.Saturations);
    }
}
