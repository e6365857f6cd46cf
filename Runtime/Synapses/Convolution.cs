using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

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
    private readonly bool _joins, _isFull, _isGrouped;
    private readonly Region _weights, _rowReaches, _columnReaches, _counts;

    /// <summary>Reserves kernel and tables.</summary>
    public Convolution(ProjectionModel model, int vectorBits, Arena arena) : base(model)
    {
        var shape = _shape = model.Convolution!;
        _vectorBits = vectorBits;
        (_inChannels, _inWidth, _isGrouped) = (shape.InChannels, shape.InWidth, shape.Groups > 1);
        _countRow = shape.KernelWidth + 1;
        _countChannel = _countRow * (shape.KernelHeight + 1);
        _pre = shape.InHeight * shape.InWidth * shape.InChannels;
        _post = shape.OutHeight * shape.OutWidth * shape.OutChannels;
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
        _isFull = model.Weights.AsSpan().IndexOf((short)0) < 0;
        var weights = (long)shape.InChannels * _channelWeights + Accumulators.Slack;
        _weights = arena.Reserve((weights * Unsafe.SizeOf<TWeight>() + sizeof(int) - 1) / sizeof(int));
        _rowReaches = arena.Reserve(shape.InHeight * (long)CellsPerReach);
        _columnReaches = arena.Reserve(shape.InWidth * (long)CellsPerReach);
        _counts = arena.Reserve((long)shape.InChannels * (shape.KernelHeight + 1) * (shape.KernelWidth + 1));
    }

    private static int CellsPerReach => Unsafe.SizeOf<AxisReach>() / sizeof(int);

    /// <inheritdoc/>
    public override void Load()
    {
        var (rows, columns) = (KernelAxis.Rows(_shape), KernelAxis.Columns(_shape));
        var rowReaches = _rowReaches.As<AxisReach>();
        for (var y = 0; y < rowReaches.Length; y++)
            rowReaches[y] = new AxisReach(rows.Reach(y), _rowWeights, _shape.OutWidth * _shape.OutChannels);
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
                512 => DeliverRuns<Runs<Lanes512>>(spikes, sums),
                256 => DeliverRuns<Runs<Lanes256>>(spikes, sums),
                128 => DeliverRuns<Runs<Lanes128>>(spikes, sums),
                _ => DeliverRuns<ScalarRuns<Sum32>>(spikes, sums),
            };
        }

        return _shortBits switch
        {
            512 => DeliverRuns<ShortRuns<ShortLanes512>>(spikes, sums),
            256 => DeliverRuns<ShortRuns<ShortLanes256>>(spikes, sums),
            128 => DeliverRuns<ShortRuns<ShortLanes128>>(spikes, sums),
            _ => DeliverRuns<ScalarRuns<Sum16>>(spikes, sums),
        };
    }

    // A reach comes from a table, and tables hold what lies inside the grid: so no bound is left to check per event.
    private long DeliverRuns<TRuns>(ReadOnlySpan<int> spikes, SumGroup sums) where TRuns : struct, IRuns
    {
        ref var sum = ref TRuns.First(sums, _post + Accumulators.Slack);
        ref var mark = ref sums.Marks.Open();
        ref var weights = ref _weights.First<TWeight>();
        var events = 0L;
        foreach (var pre in spikes)
        {
            var reach = Locate(pre);
            var length = reach.Columns.Count * _run;
            var (weight, post) = (reach.Weight, reach.Post);
            for (var row = reach.Rows.Count; row > 0; row--, weight += _rowWeights, post += _rowStep)
            {
                if (length == 0) break;
                if (_joins)
                {
                    TRuns.Add(ref sum, (nuint)post, ref weights, (nuint)weight, (nuint)length);
                    Mark(ref mark, post, length);
                    continue;
                }

                for (var column = 0; column < reach.Columns.Count; column++)
                {
                    var start = post + column * _columnStep;
                    TRuns.Add(ref sum, (nuint)start, ref weights, (nuint)(weight + column * _run), (nuint)_run);
                    Mark(ref mark, start, _run);
                }
            }

            events += _isFull ? reach.Rows.Count * length : CountEvents(reach);
        }

        return events;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mark(ref byte marks, int post, int length)
    {
        var last = (post + length - 1) >> BlockMarks.Shift;
        for (var block = post >> BlockMarks.Shift; block <= last; block++) Unsafe.Add(ref marks, block) = 1;
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

            events += CountEvents(reach);
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

    /// <summary>Weights other than 0 in a rectangle of taps, from the sums of all rectangles that start at the first tap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CountEvents(in Reached reach)
    {
        ref var top = ref Unsafe.Add(ref _counts.First<int>(), CountCell(reach.Channel, reach.Rows.Place, reach.Columns.Place));
        ref var bottom = ref Unsafe.Add(ref top, reach.Rows.Count * _countRow);
        var width = reach.Columns.Count;
        return Unsafe.Add(ref bottom, width) - bottom - Unsafe.Add(ref top, width) + top;
    }

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
