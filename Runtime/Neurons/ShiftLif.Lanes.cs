using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct ShiftLif
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<TLanes>(ref NeuronLanes<TLanes> lanes, ref long saturations) where TLanes : struct, ILanes<TLanes>
    {
        lanes.Potential = RoundLanes.AddSaturating(
            lanes.Potential - (lanes.Potential >> lanes.MembraneShift), lanes.Input, lanes.Bias, ref saturations);
    }
}
