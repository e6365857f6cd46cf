using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Sparse synapses: one list of words per pre neuron, post neuron in the high 16 bits, weight in the low 16. Synapses of
/// weight 0 are left out. Hot loop one of two, in its sparse form: one synaptic event per iteration.
/// </summary>
internal sealed class FanOut : Projection
{
    private readonly Region _starts;
    private readonly Region _words;

    /// <summary>Reserves the lists.</summary>
    public FanOut(ProjectionModel model, NeuronRange range, int pre, int synapses, Arena arena) : base(model, range)
    {
        _starts = arena.Reserve(pre + 1L);
        _words = arena.Reserve(synapses);
    }

    /// <inheritdoc/>
    public override int WorkPerSpike => Workload.OfSparseSpike(_words.Length, int.Max(_starts.Length - 1, 1));

    /// <inheritdoc/>
    public override void Load()
    {
        var starts = _starts.Cells;
        var words = _words.Cells;
        var synapses = new SynapseReader(Model, starts.Length - 1, Range);
        var count = 0;
        for (var pre = 0; pre < starts.Length - 1; pre++)
        {
            starts[pre] = count;
            for (synapses.MoveTo(pre); synapses.TryRead(out var post, out var weight);)
                if (weight != 0) words[count++] = (post << 16) | (ushort)weight;
        }

        starts[^1] = count;
    }

    /// <inheritdoc/>
    public override long Deliver(ReadOnlySpan<int> spikes, SumGroup sums) =>
        sums.IsNarrow ? Deliver<Sum16>(spikes, sums) : Deliver<Sum32>(spikes, sums);

    // Post neurons are those of a checked blueprint and the sums are padded from its size; so only the rows are checked here.
    private long Deliver<TSum>(ReadOnlySpan<int> spikes, SumGroup sums) where TSum : unmanaged, ISum<TSum>
    {
        ref var sum = ref sums.First<TSum>(0);
        var starts = _starts.Cells;
        ref var words = ref _words.First<int>();
        var events = 0L;
        for (var spike = 0; spike < spikes.Length; spike++)
        {
            var pre = spikes[spike];
            int next = starts[pre], end = starts[pre + 1];
            if (next == end) continue;
            if (spike + 1 < spikes.Length) PrefetchRow(starts, spikes[spike + 1]);
            events += end - next;
            sums.Marks.Mark(Unsafe.Add(ref words, next) >>> 16, Unsafe.Add(ref words, end - 1) >>> 16);
            for (; next + 4 <= end; next += 4)
            {
                int a = Unsafe.Add(ref words, next), b = Unsafe.Add(ref words, next + 1);
                int c = Unsafe.Add(ref words, next + 2), d = Unsafe.Add(ref words, next + 3);
                TSum.Add(ref Unsafe.Add(ref sum, (nuint)((uint)a >> 16)), (short)a);
                TSum.Add(ref Unsafe.Add(ref sum, (nuint)((uint)b >> 16)), (short)b);
                TSum.Add(ref Unsafe.Add(ref sum, (nuint)((uint)c >> 16)), (short)c);
                TSum.Add(ref Unsafe.Add(ref sum, (nuint)((uint)d >> 16)), (short)d);
            }

            for (; next < end; next++)
            {
                var word = Unsafe.Add(ref words, next);
                TSum.Add(ref Unsafe.Add(ref sum, (nuint)((uint)word >> 16)), (short)word);
            }
        }

        return events;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchRow(ReadOnlySpan<int> starts, int pre) => Prefetch.Lines(
        ref Unsafe.As<int, byte>(ref Unsafe.Add(ref _words.First<int>(), starts[pre])), (starts[pre + 1] - starts[pre]) * sizeof(int));

    /// <inheritdoc/>
    public override long DeliverGraded(ReadOnlySpan<int> potentials, Span<long> sums)
    {
        var starts = _starts.Cells;
        var words = _words.Cells;
        var events = 0L;
        for (var pre = 0; pre + 1 < starts.Length; pre++)
        {
            long potential = potentials[pre];
            if (potential == 0) continue;
            var fanOut = words[starts[pre]..starts[pre + 1]];
            foreach (var word in fanOut) sums[word >>> 16] += (short)word * potential;
            events += fanOut.Length;
        }

        return events;
    }
}
