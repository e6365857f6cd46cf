using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The vector twin. A run ends in a masked vector, which adds 0 beyond it; sums and weights have room for one vector more
/// than they hold.
/// </summary>
internal sealed partial class Convolution<TWeight>
{
    // The first n of 16 lanes are those from 16 - n on.
    private static ReadOnlySpan<int> Masks =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private long DeliverLanes<TLanes>(ReadOnlySpan<int> spikes, Span<int> sums) where TLanes : struct, ILanes<TLanes>
    {
        ref var sum = ref MemoryMarshal.GetReference(sums[..(_post + Accumulators.Slack)]);
        ref var weights = ref MemoryMarshal.GetReference(_weights.As<TWeight>());
        var events = 0L;
        foreach (var pre in spikes)
        {
            // Bounds are checked in there: a reach comes from a table, and tables hold what lies inside the grid.
            var reach = Locate(pre);
            var runs = _joins ? int.Min(reach.Columns.Count, 1) : reach.Columns.Count;
            var length = (nuint)(_joins ? reach.Columns.Count * _run : _run);
            for (var row = 0; row < reach.Rows.Count; row++)
            {
                var weight = (nuint)(reach.Weight + row * _rowWeights);
                var post = (nuint)(reach.Post + row * _rowStep);
                for (var run = 0; run < runs; run++, weight += (nuint)_run, post += (nuint)_columnStep)
                    Add<TLanes>(ref Unsafe.Add(ref sum, post), ref weights, weight, length);
            }

            events += CountEvents(reach);
        }

        return events;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(ref int sums, ref TWeight weights, nuint weight, nuint length)
        where TLanes : struct, ILanes<TLanes>
    {
        var lanes = (nuint)TLanes.Count;
        nuint post = 0;
        for (; post + lanes <= length; post += lanes)
            TLanes.Store(TLanes.Load(ref sums, post) + TWeight.Load<TLanes>(ref weights, weight + post), ref sums, post);
        if (post == length) return;
        var mask = TLanes.Load(ref MemoryMarshal.GetReference(Masks), (nuint)Masks.Length / 2 - (length - post));
        TLanes.Store(TLanes.Load(ref sums, post) + (TWeight.Load<TLanes>(ref weights, weight + post) & mask), ref sums, post);
    }
}
