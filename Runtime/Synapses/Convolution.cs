using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Convolution by scatter: a spike adds the taps of the kernel that it reaches, each a run of weights over post channels.
/// Taps of one kernel row whose post positions touch are stored next to each other and added as one run. Hot loop one of
/// two, in its convolution form: per spike one run per kernel row that it reaches, at worst the whole kernel.
/// </summary>
/// <typeparam name="TWeight">How a weight is stored.</typeparam>
internal sealed partial class Convolution<TWeight> : Projection where TWeight : unmanaged, IWeight<TWeight>
{
    private readonly ConvolutionModel _shape;
    private readonly int _pre, _post, _run, _vectorBits;
    private readonly int _rowWeights, _channelWeights;
    private readonly Reciprocal _channels, _columns, _groupChannels;
    private readonly int _rowStep, _columnStep, _shortBits;
    private readonly int _inChannels, _inWidth, _countRow, _countChannel;
    private readonly bool _joins, _isGrouped;
    private readonly Region _weights, _rowReaches, _columnReaches, _counts;

    /// <summary>Reserves kernel and tables.</summary>
    public Convolution(ProjectionModel model, in SynapsePlan plan) : base(model, plan.Range)
    {
        var (vectorBits, arena) = (plan.VectorBits, plan.Arena);
        var shape = _shape = model.Convolution!;
        _vectorBits = vectorBits;
        (_inChannels, _inWidth, _isGrouped) = (shape.InChannels, shape.InWidth, shape.Groups > 1);
        _countRow = shape.KernelWidth + 1;
        _countChannel = _countRow * (shape.KernelHeight + 1);
        _pre = shape.InHeight * shape.InWidth * shape.InChannels;
        _post = plan.Post.Model.Size;
        _run = shape.OutChannels / shape.Groups;
        _rowWeights = shape.KernelWidth * _run;
        _channelWeights = shape.KernelHeight * _rowWeights;
        _channels = new Reciprocal(shape.InChannels);
        _columns = new Reciprocal(shape.InWidth);
        _groupChannels = new Reciprocal(shape.InChannels / shape.Groups);
        _rowStep = KernelAxis.Rows(shape).Spacing * shape.OutWidth * shape.OutChannels;
        _columnStep = KernelAxis.Columns(shape).Spacing * shape.OutChannels;
        _joins = _columnStep == _run;
        // Runs that are whole vectors need no mask: the widest of such, else the narrowest there is.
        _shortBits = vectorBits == 0 ? 0 : 128;
        for (var bits = 256; bits <= vectorBits; bits *= 2)
            if (_run % (bits / 16) == 0) _shortBits = bits;
        var weights = (long)shape.InChannels * _channelWeights + Accumulators.Slack;
        _weights = arena.Reserve((weights * Unsafe.SizeOf<TWeight>() + sizeof(int) - 1) / sizeof(int));
        _rowReaches = arena.Reserve(shape.InHeight * (long)CellsPerReach);
        _columnReaches = arena.Reserve(shape.InWidth * (long)CellsPerReach);
        _counts = arena.Reserve((long)shape.InChannels * (shape.KernelHeight + 1) * (shape.KernelWidth + 1));
    }

    private int PostsPerRow => _shape.OutWidth * _shape.OutChannels;

    private static int CellsPerReach => Unsafe.SizeOf<AxisReach>() / sizeof(int);

    /// <inheritdoc/>
    public override int WorkPerSpike => Workload.OfDenseSpike(_channelWeights);

    /// <inheritdoc/>
    public override void Load()
    {
        var (rows, columns) = (KernelAxis.Rows(_shape), KernelAxis.Columns(_shape));
        var rowReaches = _rowReaches.As<AxisReach>();
        for (var y = 0; y < rowReaches.Length; y++)
            rowReaches[y] = new AxisReach(Cut(rows.Reach(y), rows.Spacing), _rowWeights, PostsPerRow);
        var columnReaches = _columnReaches.As<AxisReach>();
        for (var x = 0; x < columnReaches.Length; x++)
            columnReaches[x] = new AxisReach(columns.Reach(x), _run, _shape.OutChannels);
        var weights = _weights.As<TWeight>();
        var next = 0;
        for (var tapY = 0; tapY < _shape.KernelHeight; tapY++)
            for (var tapX = 0; tapX < _shape.KernelWidth; tapX++)
                for (var channel = 0; channel < _shape.InChannels; channel++, next += _run)
                    LoadTap(Model.Weights.AsSpan(next, _run), weights, channel, rows.Place(tapY), columns.Place(tapX));
        SumCounts();
    }

    /// <inheritdoc/>
    public override long Deliver(ReadOnlySpan<int> spikes, SumGroup sums)
    {
        // Spikes ascend, so the last one tells that all are on the grid; rows of a map were checked as it was loaded.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(spikes[^1], _pre);
        if (!sums.IsNarrow)
        {
            return _vectorBits switch
            {
                512 when Simd.Runs512 => DeliverRuns<Runs<Lanes512>>(spikes, sums),
                256 when Simd.Runs256 => DeliverRuns<Runs<Lanes256>>(spikes, sums),
                128 => DeliverRuns<Runs<Lanes128>>(spikes, sums),
                _ => DeliverRuns<ScalarRuns<Sum32>>(spikes, sums),
            };
        }

        return _shortBits switch
        {
            512 when Simd.Runs512 => DeliverRuns<ShortRuns<ShortLanes512>>(spikes, sums),
            256 when Simd.Runs256 => DeliverRuns<ShortRuns<ShortLanes256>>(spikes, sums),
            128 => DeliverRuns<ShortRuns<ShortLanes128>>(spikes, sums),
            _ => DeliverRuns<ScalarRuns<Sum16>>(spikes, sums),
        };
    }

    // A reach comes from a table, and tables hold what lies inside the grid: so no bound is left to check per event. All that
    // an event needs is in locals, as the stores in between could change fields for all that the compiler knows.
    private long DeliverRuns<TRuns>(ReadOnlySpan<int> spikes, SumGroup sums) where TRuns : struct, IRuns
    {
        ref var sum = ref TRuns.First(sums, _post + Accumulators.Slack);
        ref var mark = ref sums.Marks.Open();
        ref var weights = ref _weights.First<TWeight>();
        ref var rowReaches = ref _rowReaches.First<AxisReach>();
        ref var columnReaches = ref _columnReaches.First<AxisReach>();
        ref var counts = ref _counts.First<int>();
        var (channels, columnsOf, run, joins) = (_channels, _columns, _run, _joins);
        var (rowStep, rowWeights, columnStep) = ((nuint)_rowStep, (nuint)_rowWeights, (nuint)_columnStep);
        var events = 0L;
        foreach (var pre in spikes)
        {
            var pixel = channels.Divide(pre);
            var channel = pre - pixel * _inChannels;
            var y = columnsOf.Divide(pixel);
            ref var rows = ref Unsafe.Add(ref rowReaches, y);
            ref var columns = ref Unsafe.Add(ref columnReaches, pixel - y * _inWidth);
            var weight = (nuint)(channel * _channelWeights + rows.Weight + columns.Weight);
            var post = (nuint)(rows.Post + columns.Post);
            if (_isGrouped) post += (nuint)(_groupChannels.Divide(channel) * run);
            events += CountEvents(ref Unsafe.Add(ref counts, channel * _countChannel + columns.Place), rows, columns.Count);
            if (columns.Count == 0) continue;
            var length = (nuint)(joins ? columns.Count * run : run);
            var runs = joins ? 1 : columns.Count;
            for (var row = rows.Count; row > 0; row--, weight += rowWeights, post += rowStep)
            {
                for (var column = 0; column < runs; column++)
                {
                    var start = post + (nuint)column * columnStep;
                    TRuns.Add(ref sum, start, ref weights, weight + (nuint)(column * run), length);
                    Unsafe.Add(ref mark, start >> BlockMarks.Shift) = 1;
                    Mark(ref mark, start, start + length - 1);
                }
            }
        }

        return events;
    }

    /// <summary>Weights other than 0 in a rectangle of taps, from the sums of all rectangles that start at the first tap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CountEvents(ref int counts, in AxisReach rows, int columns)
    {
        ref var top = ref Unsafe.Add(ref counts, rows.Place * _countRow);
        ref var bottom = ref Unsafe.Add(ref top, rows.Count * _countRow);
        return Unsafe.Add(ref bottom, columns) - bottom - Unsafe.Add(ref top, columns) + top;
    }

    // A run is mostly shorter than a block: its two ends, which may be one, are all it marks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mark(ref byte marks, nuint first, nuint last)
    {
        Unsafe.Add(ref marks, last >> BlockMarks.Shift) = 1;
        for (; first + (1 << BlockMarks.Shift) < last; first += 1 << BlockMarks.Shift)
            Unsafe.Add(ref marks, (first >> BlockMarks.Shift) + 1) = 1;
    }

    /// <inheritdoc/>
    public override long DeliverGraded(ReadOnlySpan<int> potentials, Span<long> sums)
    {
        var weights = _weights.As<TWeight>();
        var events = 0L;
        for (var pre = 0; pre < _pre; pre++)
        {
            long potential = potentials[pre];
            if (potential == 0) continue;
            var reach = Locate(pre);
            for (var tap = 0; tap < reach.Rows.Count * reach.Columns.Count; tap++)
            {
                var (row, column) = (tap / reach.Columns.Count, tap % reach.Columns.Count);
                var run = sums.Slice(reach.Post + row * _rowStep + column * _columnStep, _run);
                var taps = weights.Slice(reach.Weight + row * _rowWeights + column * _run, _run);
                for (var post = 0; post < run.Length; post++) run[post] += TWeight.Widen(taps[post]) * potential;
            }

            events += CountEvents(
                ref Unsafe.Add(ref _counts.First<int>(), reach.Channel * _countChannel + reach.Columns.Place), reach.Rows, reach.Columns.Count);
        }

        return events;
    }

    /// <summary>Which taps a pre neuron, known to be on the grid, reaches, and where they start in weights and post neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Reached Locate(int pre)
    {
        var pixel = _channels.Divide(pre);
        var channel = pre - pixel * _inChannels;
        var y = _columns.Divide(pixel);
        var rows = Unsafe.Add(ref _rowReaches.First<AxisReach>(), y);
        var columns = Unsafe.Add(ref _columnReaches.First<AxisReach>(), pixel - y * _inWidth);
        var post = rows.Post + columns.Post + (_isGrouped ? _groupChannels.Divide(channel) * _run : 0);
        return new Reached(rows, columns, channel, channel * _channelWeights + rows.Weight + columns.Weight, post);
    }

    // A range of post neurons is one of whole rows.
    private TapReach Cut(TapReach reach, int spacing) =>
        Range.IsAll ? reach : reach.Within(Range.First / PostsPerRow, Range.End / PostsPerRow, spacing);

    private void LoadTap(ReadOnlySpan<short> run, Span<TWeight> weights, int channel, int row, int column)
    {
        var start = channel * _channelWeights + row * _rowWeights + column * _run;
        ref var count = ref _counts.Cells[CountCell(channel, row + 1, column + 1)];
        for (var post = 0; post < run.Length; post++)
        {
            weights[start + post] = TWeight.Narrow(run[post]);
            if (run[post] != 0) count++;
        }
    }

    private void SumCounts()
    {
        var counts = _counts.Cells;
        for (var channel = 0; channel < _shape.InChannels; channel++)
        {
            for (var row = 1; row <= _shape.KernelHeight; row++)
            {
                var inRow = 0;
                for (var column = 1; column <= _shape.KernelWidth; column++)
                {
                    inRow += counts[CountCell(channel, row, column)];
                    counts[CountCell(channel, row, column)] = inRow + counts[CountCell(channel, row - 1, column)];
                }
            }
        }
    }

    private int CountCell(int channel, int row, int column) => channel * _countChannel + row * _countRow + column;

    private readonly record struct Reached(AxisReach Rows, AxisReach Columns, int Channel, int Weight, int Post);
}
