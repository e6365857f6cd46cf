using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// The vector twin: columns outside, spikes inside, so that vectors of sums stay in registers while every spike of the tick
/// adds its weights. They gather in 16 bits, in passes of as many spikes as cannot leave them. Sums of integers are exact, so
/// the order changes no bit.
/// </summary>
internal sealed partial class DenseRows<TWeight>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long DeliverLanes<TLanes, TShort>(ReadOnlySpan<int> spikes, SumGroup sums)
        where TLanes : struct, ILanes<TLanes> where TShort : struct, IShortLanes<TShort>
    {
        if (sums.IsNarrow)
        {
            // Whatever part of a sum of 16 bits is gathered: its bound holds for it too.
            return Gather<Sum16, TShort>(spikes, ref sums.First<Sum16>(_row));
        }

        if (_spikesPerPass < FewestPerPass)
        {
            GatherWide<TLanes>(spikes, ref Unsafe.As<Sum32, int>(ref sums.First<Sum32>(_row)));
            return CountEvents(spikes);
        }

        var events = 0L;
        for (; spikes.Length > _spikesPerPass; spikes = spikes[_spikesPerPass..])
            events += Gather<Sum32, TShort>(spikes[.._spikesPerPass], ref sums.First<Sum32>(_row));
        return events + Gather<Sum32, TShort>(spikes, ref sums.First<Sum32>(_row));
    }

    private long Gather<TSum, TLanes>(ReadOnlySpan<int> spikes, ref TSum sums)
        where TSum : unmanaged, ISum<TSum> where TLanes : struct, IShortLanes<TLanes>
    {
        var row = (nuint)_row;
        ref var weights = ref _weights.First<TWeight>();
        var lanes = (nuint)TLanes.Count;
        if (row < 8 * lanes)
        {
            GatherRest<TSum, TLanes>(spikes, ref sums, 0);
            return CountEvents(spikes);
        }

        // A loop of its own over the spikes would mispredict its end; so every block counts, and the last one tells.
        ref var counts = ref _synapses.First<int>();
        var events = 0L;
        nuint post = 0;
        for (; post + 8 * lanes <= row; post += 8 * lanes)
        {
            events = 0;
            if (_prefetches) PrefetchRow(ref weights, spikes[0], post, 8 * lanes);
            var (a, b) = (TSum.Begin<TLanes>(ref sums, post), TSum.Begin<TLanes>(ref sums, post + lanes));
            var (c, d) = (TSum.Begin<TLanes>(ref sums, post + 2 * lanes), TSum.Begin<TLanes>(ref sums, post + 3 * lanes));
            var (e, f) = (TSum.Begin<TLanes>(ref sums, post + 4 * lanes), TSum.Begin<TLanes>(ref sums, post + 5 * lanes));
            var (g, h) = (TSum.Begin<TLanes>(ref sums, post + 6 * lanes), TSum.Begin<TLanes>(ref sums, post + 7 * lanes));
            for (var spike = 0; spike < spikes.Length; spike++)
            {
                if (_prefetches && spike + 2 < spikes.Length) PrefetchRow(ref weights, spikes[spike + 2], post, 8 * lanes);
                var pre = spikes[spike];
                events += Unsafe.Add(ref counts, pre);
                ref var start = ref Unsafe.Add(ref weights, (nuint)pre * row + post);
                a += TWeight.LoadShort<TLanes>(ref start, 0);
                b += TWeight.LoadShort<TLanes>(ref start, lanes);
                c += TWeight.LoadShort<TLanes>(ref start, 2 * lanes);
                d += TWeight.LoadShort<TLanes>(ref start, 3 * lanes);
                e += TWeight.LoadShort<TLanes>(ref start, 4 * lanes);
                f += TWeight.LoadShort<TLanes>(ref start, 5 * lanes);
                g += TWeight.LoadShort<TLanes>(ref start, 6 * lanes);
                h += TWeight.LoadShort<TLanes>(ref start, 7 * lanes);
            }

            TSum.End(ref sums, post, a);
            TSum.End(ref sums, post + lanes, b);
            TSum.End(ref sums, post + 2 * lanes, c);
            TSum.End(ref sums, post + 3 * lanes, d);
            TSum.End(ref sums, post + 4 * lanes, e);
            TSum.End(ref sums, post + 5 * lanes, f);
            TSum.End(ref sums, post + 6 * lanes, g);
            TSum.End(ref sums, post + 7 * lanes, h);
        }

        if (post < row) GatherRest<TSum, TLanes>(spikes, ref sums, post);
        return events;
    }

    private void GatherRest<TSum, TLanes>(ReadOnlySpan<int> spikes, ref TSum sums, nuint post)
        where TSum : unmanaged, ISum<TSum> where TLanes : struct, IShortLanes<TLanes>
    {
        var row = (nuint)_row;
        ref var weights = ref _weights.First<TWeight>();
        var lanes = (nuint)TLanes.Count;
        for (; post + 2 * lanes <= row; post += 2 * lanes)
        {
            var (a, b) = (TSum.Begin<TLanes>(ref sums, post), TSum.Begin<TLanes>(ref sums, post + lanes));
            foreach (var pre in spikes)
            {
                ref var start = ref Unsafe.Add(ref weights, (nuint)pre * row + post);
                a += TWeight.LoadShort<TLanes>(ref start, 0);
                b += TWeight.LoadShort<TLanes>(ref start, lanes);
            }

            TSum.End(ref sums, post, a);
            TSum.End(ref sums, post + lanes, b);
        }

        if (post == row) return;
        var last = TSum.Begin<TLanes>(ref sums, post);
        foreach (var pre in spikes) last += TWeight.LoadShort<TLanes>(ref weights, (nuint)pre * row + post);
        TSum.End(ref sums, post, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchRow(ref TWeight weights, int pre, nuint post, nuint count) => Prefetch.Lines(
        ref Unsafe.As<TWeight, byte>(ref Unsafe.Add(ref weights, (nuint)pre * (nuint)_row + post)), (int)count * Unsafe.SizeOf<TWeight>());

    // For weights so large that 16 bits hold the sum of a few only.
    private void GatherWide<TLanes>(ReadOnlySpan<int> spikes, ref int sum) where TLanes : struct, ILanes<TLanes>
    {
        var row = (nuint)_row;
        ref var weights = ref _weights.First<TWeight>();
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
