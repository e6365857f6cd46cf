using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Neurons;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Columns outside; projections and their spikes inside, so that vectors of sums stay in registers. Hot loop one of two, in its
/// joined form: a vector of synapses per addition. Whatever part of a sum of 16 bits is gathered: its bound holds for it too.
/// </summary>
/// <typeparam name="TWeight">How a weight is stored.</typeparam>
/// <typeparam name="TLanes">Width of a vector.</typeparam>
internal sealed class JoinedRows<TWeight, TLanes>(IncomingProjection[] projections, Population post) : JoinedRows
    where TWeight : unmanaged, IWeight<TWeight> where TLanes : struct, IShortLanes<TLanes>
{
    /// <summary>What rows and sums are padded to [weights].</summary>
    private const int Padding = 32;

    private readonly int _row = post.State.Padded;
    private Cells<short> _sums;
    private readonly JoinedProjection[] _parts = new JoinedProjection[projections.Length];

    /// <inheritdoc/>
    public override void Load()
    {
        _sums = post.Input.Sums(0).Region.ToCells<short>();
        for (var part = 0; part < _parts.Length; part++)
            _parts[part] = new JoinedProjection(projections[part], (IDenseRows)projections[part].Synapses);
    }

    /// <inheritdoc/>
    public override bool Deliver(Counters counters)
    {
        var parts = _parts.AsSpan();
        var spikes = 0;
        foreach (ref var part in parts) spikes |= part.Begin();
        if (spikes == 0) return false;
        var lanes = (nuint)TLanes.Count;
        ref var sum = ref _sums.First;
        var row = (nuint)_row;
        nuint first = 0;
        for (; first + (8 * lanes) <= row; first += 8 * lanes, sum = ref Unsafe.Add(ref sum, 8 * lanes))
        {
            var (a, b, c, d) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
            var (e, f, g, h) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
            foreach (ref var part in parts)
            {
                var count = (nuint)part.Count;
                ref var pres = ref part.Spikes;
                ref var counts = ref part.Synapses;
                ref var weights = ref part.Weights<TWeight>(first);
                var events = 0L;
                for (nuint spike = 0; spike < count; spike++)
                {
                    var pre = (nuint)Unsafe.Add(ref pres, spike);
                    // A loop of its own over the spikes would mispredict its end; so every strip counts, and the first one tells.
                    events += Unsafe.Add(ref counts, pre);
                    ref var start = ref Unsafe.Add(ref weights, pre * row);
                    a += TWeight.LoadShort<TLanes>(ref start, 0);
                    b += TWeight.LoadShort<TLanes>(ref start, lanes);
                    c += TWeight.LoadShort<TLanes>(ref start, 2 * lanes);
                    d += TWeight.LoadShort<TLanes>(ref start, 3 * lanes);
                    e += TWeight.LoadShort<TLanes>(ref start, 4 * lanes);
                    f += TWeight.LoadShort<TLanes>(ref start, 5 * lanes);
                    g += TWeight.LoadShort<TLanes>(ref start, 6 * lanes);
                    h += TWeight.LoadShort<TLanes>(ref start, 7 * lanes);
                }

                if (first == 0) counters.CountSynapticEvents(part.Index, events);
            }

            TLanes.Store(a, ref sum, 0);
            TLanes.Store(b, ref sum, lanes);
            TLanes.Store(c, ref sum, 2 * lanes);
            TLanes.Store(d, ref sum, 3 * lanes);
            TLanes.Store(e, ref sum, 4 * lanes);
            TLanes.Store(f, ref sum, 5 * lanes);
            TLanes.Store(g, ref sum, 6 * lanes);
            TLanes.Store(h, ref sum, 7 * lanes);
        }

        for (; first < row; first += Padding, sum = ref Unsafe.Add(ref sum, Padding))
        {
            var (a, b, c, d) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
            foreach (ref var part in parts)
            {
                var count = (nuint)part.Count;
                ref var pres = ref part.Spikes;
                ref var counts = ref part.Synapses;
                ref var weights = ref part.Weights<TWeight>(first);
                var events = 0L;
                for (nuint spike = 0; spike < count; spike++)
                {
                    var pre = (nuint)Unsafe.Add(ref pres, spike);
                    events += Unsafe.Add(ref counts, pre);
                    ref var start = ref Unsafe.Add(ref weights, pre * row);
                    a += TWeight.LoadShort<TLanes>(ref start, 0);
                    if (TLanes.Count < 32) b += TWeight.LoadShort<TLanes>(ref start, lanes);
                    if (TLanes.Count < 16) c += TWeight.LoadShort<TLanes>(ref start, 2 * lanes);
                    if (TLanes.Count < 16) d += TWeight.LoadShort<TLanes>(ref start, 3 * lanes);
                }

                if (first == 0) counters.CountSynapticEvents(part.Index, events);
            }

            TLanes.Store(a, ref sum, 0);
            if (TLanes.Count < 32) TLanes.Store(b, ref sum, lanes);
            if (TLanes.Count < 16) TLanes.Store(c, ref sum, 2 * lanes);
            if (TLanes.Count < 16) TLanes.Store(d, ref sum, 3 * lanes);
        }

        return true;
    }
}
