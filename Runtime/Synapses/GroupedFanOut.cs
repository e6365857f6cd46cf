using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Sparse synapses of few different weights: per pre neuron one run of 16-bit post neurons per weight, so that a weight is
/// read once per run and a synapse takes two bytes. A row is the first and the last post neuron, then each run as weight,
/// length and post neurons. Hot loop one of two, in its grouped form: one synaptic event per iteration.
/// </summary>
internal sealed class GroupedFanOut : Projection
{
    /// <summary>Synapses per run on average from which runs pay: the end of each costs a mispredicted branch.</summary>
    public const int ShortestRun = 24;

    private const int RowHead = 2;
    private const int RunHead = 2;
    private const int Weights = 256;

    private readonly Region _starts;
    private readonly Region _rows;

    /// <summary>Reserves the rows.</summary>
    public GroupedFanOut(ProjectionModel model, NeuronRange range, int pre, (int Synapses, int Runs) size, Arena arena) : base(model, range)
    {
        _starts = arena.Reserve(pre + 1L);
        _rows = arena.Reserve((size.Synapses + (long)RowHead * pre + (long)RunHead * size.Runs + 1) / 2);
    }

    /// <summary>Different weights other than 0 of a pre neuron, summed over all; int.MaxValue for weights of 16 bits.</summary>
    public static int CountRuns(ProjectionModel model, int pre, NeuronRange range)
    {
        if (model.WeightBits > 8) return int.MaxValue;
        var seen = new int[Weights];
        var synapses = new SynapseReader(model, pre, range);
        var runs = 0;
        for (var row = 0; row < pre; row++)
        {
            for (synapses.MoveTo(row); synapses.TryRead(out _, out var weight);)
            {
                ref var last = ref seen[(byte)weight];
                if (weight == 0 || last == row + 1) continue;
                last = row + 1;
                runs++;
            }
        }

        return runs;
    }

    /// <inheritdoc/>
    public override int WorkPerSpike => Workload.OfSparseSpike(2L * _rows.Length, int.Max(_starts.Length - 1, 1));

    /// <inheritdoc/>
    public override void Load()
    {
        var starts = _starts.Cells;
        var rows = _rows.As<ushort>();
        var lengths = new int[Weights];
        var next = 0;
        for (var pre = 0; pre < starts.Length - 1; pre++)
        {
            starts[pre] = next;
            next = LoadRow(pre, rows, next, lengths);
        }

        starts[^1] = next;
    }

    private int LoadRow(int pre, Span<ushort> rows, int next, Span<int> lengths)
    {
        lengths.Clear();
        var synapses = new SynapseReader(Model, _starts.Length - 1, Range);
        var (first, last) = (-1, 0);
        for (synapses.MoveTo(pre); synapses.TryRead(out var post, out var weight);)
        {
            if (weight == 0) continue;
            if (first < 0) first = post;
            last = post;
            lengths[(byte)weight]++;
        }

        if (first < 0) return next;
        (rows[next], rows[next + 1]) = ((ushort)first, (ushort)last);
        next += RowHead;
        // From here on lengths are where the next post neuron of each weight goes.
        for (var weight = 0; weight < Weights; weight++)
        {
            var length = lengths[weight];
            if (length == 0) continue;
            // One less: a run may reach all of 65,536 post neurons, and none is empty.
            (rows[next], rows[next + 1]) = ((ushort)(sbyte)weight, (ushort)(length - 1));
            lengths[weight] = next + RunHead;
            next += RunHead + length;
        }

        for (synapses.MoveTo(pre); synapses.TryRead(out var post, out var weight);)
            if (weight != 0) rows[lengths[(byte)weight]++] = (ushort)post;
        return next;
    }

    /// <inheritdoc/>
    public override long Deliver(ReadOnlySpan<int> spikes, SumGroup sums) =>
        sums.IsNarrow ? Deliver<Sum16>(spikes, sums) : Deliver<Sum32>(spikes, sums);

    // Post neurons are those of a checked blueprint and the sums are padded from its size; so only the rows are checked here.
    private long Deliver<TSum>(ReadOnlySpan<int> spikes, SumGroup sums) where TSum : unmanaged, ISum<TSum>
    {
        ref var sum = ref sums.First<TSum>(0);
        var starts = _starts.Cells;
        ref var rows = ref _rows.First<ushort>();
        var events = 0L;
        for (var spike = 0; spike < spikes.Length; spike++)
        {
            int next = starts[spikes[spike]], end = starts[spikes[spike] + 1];
            if (next == end) continue;
            if (spike + 1 < spikes.Length) PrefetchRow(starts, spikes[spike + 1]);
            sums.Marks.Mark(Unsafe.Add(ref rows, next), Unsafe.Add(ref rows, next + 1));
            for (next += RowHead; next < end;)
            {
                int weight = (short)Unsafe.Add(ref rows, next), length = Unsafe.Add(ref rows, next + 1) + 1;
                AddRun(ref sum, ref Unsafe.Add(ref rows, next + RunHead), length, weight);
                events += length;
                next += RunHead + length;
            }
        }

        return events;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRun<TSum>(ref TSum sum, ref ushort posts, int length, int weight) where TSum : unmanaged, ISum<TSum>
    {
        nint next = 0;
        for (; next + 8 <= length; next += 8)
        {
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 1)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 2)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 3)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 4)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 5)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 6)), weight);
            TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next + 7)), weight);
        }

        for (; next < length; next++) TSum.Add(ref Unsafe.Add(ref sum, (nuint)Unsafe.Add(ref posts, next)), weight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchRow(ReadOnlySpan<int> starts, int pre) => Prefetch.Lines(
        ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref _rows.First<ushort>(), starts[pre])), (starts[pre + 1] - starts[pre]) * sizeof(ushort));

    /// <summary>Never called: a graded projection is planned with rows or words.</summary>
    public override long DeliverGraded(ReadOnlySpan<int> potentials, Span<long> sums) => throw new NotSupportedException();
}
