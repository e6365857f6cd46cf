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
    private readonly int _rowStep, _columnStep;
    private readonly bool _joins;
    private readonly Region _weights, _rowReaches, _columnReaches, _counts;

    /// <summary>Reserves kernel and tables.</summary>
    public Convolution(ProjectionModel model, int vectorBits, Arena arena) : base(model)
    {
        var shape = _shape = model.Convolution!;
        _vectorBits = vectorBits;
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
        var weights = (long)shape.InChannels * _channelWeights + Accumulators.Slack;
        _weights = arena.Reserve((weights * Unsafe.SizeOf<TWeight>() + sizeof(int) - 1) / sizeof(int));
        _rowReaches = arena.Reserve(shape.InHeight * (long)CellsPerReach);
        _columnReaches = arena.Reserve(shape.InWidth * (long)CellsPerReach);
        _counts = arena.Reserve((long)shape.InChannels * (shape.KernelHeight + 1) * (shape.KernelWidth + 1));
    }

    private static int CellsPerReach => Unsafe.SizeOf<TapReach>() / sizeof(int);

    /// <inheritdoc/>
    public override void Load()
    {
        var (rows, columns) = (KernelAxis.Rows(_shape), KernelAxis.Columns(_shape));
        var rowReaches = _rowReaches.As<TapReach>();
        for (var y = 0; y < rowReaches.Length; y++) rowReaches[y] = rows.Reach(y);
        var columnReaches = _columnReaches.As<TapReach>();
        for (var x = 0; x < columnReaches.Length; x++) columnReaches[x] = columns.Reach(x);
        var weights = _weights.As<TWeight>();
        var next = 0;
        for (var tapY = 0; tapY < _shape.KernelHeight; tapY++)
            for (var tapX = 0; tapX < _shape.KernelWidth; tapX++)
                for (var channel = 0; channel < _shape.InChannels; channel++, next += _run)
                    LoadTap(Model.Weights.AsSpan(next, _run), weights, channel, rows.Place(tapY), columns.Place(tapX));
        SumCounts();
    }

    /// <inheritdoc/>
    public override long Deliver(ReadOnlySpan<int> spikes, Span<int> sums) => _vectorBits switch
    {
        512 => DeliverLanes<Lanes512>(spikes, sums),
        256 => DeliverLanes<Lanes256>(spikes, sums),
        128 => DeliverLanes<Lanes128>(spikes, sums),
        _ => DeliverScalar(spikes, sums),
    };

    private long DeliverScalar(ReadOnlySpan<int> spikes, Span<int> sums)
    {
        var weights = _weights.As<TWeight>();
        var events = 0L;
        foreach (var pre in spikes)
        {
            var reach = Locate(pre);
            for (var row = 0; row < reach.Rows.Count; row++)
            {
                for (var column = 0; column < reach.Columns.Count; column++)
                {
                    var run = sums.Slice(reach.Post + row * _rowStep + column * _columnStep, _run);
                    var taps = weights.Slice(reach.Weight + row * _rowWeights + column * _run, _run);
                    for (var post = 0; post < run.Length; post++) run[post] += TWeight.Widen(taps[post]);
                }
            }

            events += CountEvents(reach);
        }

        return events;
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

    /// <summary>Which taps a pre neuron reaches, and where they start in weights and post neurons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Reached Locate(int pre)
    {
        var pixel = _channels.Divide(pre);
        var channel = pre - pixel * _shape.InChannels;
        var y = _columns.Divide(pixel);
        var rows = _rowReaches.As<TapReach>()[y];
        var columns = _columnReaches.As<TapReach>()[pixel - y * _shape.InWidth];
        return new Reached(
            rows, columns, channel, channel * _channelWeights + rows.Place * _rowWeights + columns.Place * _run,
            (rows.Post * _shape.OutWidth + columns.Post) * _shape.OutChannels + _groupChannels.Divide(channel) * _run);
    }

    /// <summary>Weights other than 0 in a rectangle of taps, from the sums of all rectangles that start at the first tap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CountEvents(in Reached reach)
    {
        var counts = _counts.Cells;
        var top = CountCell(reach.Channel, reach.Rows.Place, reach.Columns.Place);
        var bottom = top + reach.Rows.Count * (_shape.KernelWidth + 1);
        var width = reach.Columns.Count;
        return counts[bottom + width] - counts[bottom] - counts[top + width] + counts[top];
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

    private int CountCell(int channel, int row, int column) =>
        (channel * (_shape.KernelHeight + 1) + row) * (_shape.KernelWidth + 1) + column;

    private readonly record struct Reached(TapReach Rows, TapReach Columns, int Channel, int Weight, int Post);
}
