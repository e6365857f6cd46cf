using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

internal readonly partial struct ShiftLif
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Integrate<TLanes, TAdd>(ref NeuronLanes<TLanes> lanes, ref long saturations)
        where TLanes : struct, ILanes<TLanes> where TAdd : struct, IAdd
    {
        lanes.Potential = TAdd.Add(
            lanes.Potential - (TLanes.ShiftRight(lanes.Potential, lanes.MembraneShiftCount, lanes.MembraneShift)), lanes.Input, lanes.Bias, ref saturations);
    }
}
