using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The vector twin: columns outside, spikes inside, so that four vectors of sums stay in registers while every spike of the
/// tick adds its weights. Sums of integers are exact, so the order changes no bit.
/// </summary>
internal sealed partial class DenseRows<TWeight>
{
    private void DeliverLanes<TLanes>(ReadOnlySpan<int> spikes, Span<int> sums) where TLanes : struct, ILanes<TLanes>
    {
        var row = (nuint)_row;
        ref var sum = ref MemoryMarshal.GetReference(sums[.._row]);
        ref var weights = ref MemoryMarshal.GetReference(_weights.As<TWeight>());
        // Spikes ascend, so the last one tells that all rows read below exist; rows of a map were checked as it was loaded.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(spikes[^1], _pre);
        var lanes = (nuint)TLanes.Count;
        nuint post = 0;
        for (; post + 4 * lanes <= row; post += 4 * lanes)
        {
            var (first, second) = (TLanes.Load(ref sum, post), TLanes.Load(ref sum, post + lanes));
            var (third, fourth) = (TLanes.Load(ref sum, post + 2 * lanes), TLanes.Load(ref sum, post + 3 * lanes));
            foreach (var pre in spikes)
            {
                var start = (nuint)pre * row + post;
                first += TWeight.Load<TLanes>(ref weights, start);
                second += TWeight.Load<TLanes>(ref weights, start + lanes);
                third += TWeight.Load<TLanes>(ref weights, start + 2 * lanes);
                fourth += TWeight.Load<TLanes>(ref weights, start + 3 * lanes);
            }

            TLanes.Store(first, ref sum, post);
            TLanes.Store(second, ref sum, post + lanes);
            TLanes.Store(third, ref sum, post + 2 * lanes);
            TLanes.Store(fourth, ref sum, post + 3 * lanes);
        }

        for (; post < row; post += lanes)
        {
            var only = TLanes.Load(ref sum, post);
            foreach (var pre in spikes) only += TWeight.Load<TLanes>(ref weights, (nuint)pre * row + post);
            TLanes.Store(only, ref sum, post);
        }
    }
}
