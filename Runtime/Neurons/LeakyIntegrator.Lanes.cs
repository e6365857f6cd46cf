using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct LeakyIntegrator
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<TLanes>(ref NeuronLanes<TLanes> lanes, ref long saturations) where TLanes : struct, ILanes<TLanes>
    {
        lanes.Potential = RoundLanes.AddSaturating(
            RoundLanes.Decay(lanes.Potential, lanes.MembraneDecay), lanes.Input, lanes.Bias, ref saturations);
    }
}
