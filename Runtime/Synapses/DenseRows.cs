using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Dense synapses: one row of weights to all post neurons per pre neuron, padded with zeros to a whole vector. Hot loop one
/// of two, in its dense form: one synapse per iteration.
/// </summary>
/// <typeparam name="TWeight">How a weight is stored.</typeparam>
internal sealed partial class DenseRows<TWeight> : Projection where TWeight : unmanaged, IWeight<TWeight>
{
    private const int LanesOfWidestVector = 16;

    private readonly int _pre;
    private readonly int _row;
    private readonly int _vectorBits;
    private readonly Region _weights;
    private readonly Region _synapses;

    /// <summary>Reserves the rows.</summary>
    public DenseRows(ProjectionModel model, int pre, int post, int vectorBits, Arena arena) : base(model)
    {
        _pre = pre;
        _row = (post + LanesOfWidestVector - 1) / LanesOfWidestVector * LanesOfWidestVector;
        _vectorBits = vectorBits;
        _weights = arena.Reserve((long)pre * _row * Unsafe.SizeOf<TWeight>() / sizeof(int));
        _synapses = arena.Reserve(pre);
    }

    /// <inheritdoc/>
    public override void Load()
    {
        var weights = _weights.As<TWeight>();
        var counts = _synapses.Cells;
        var synapses = new SynapseReader(Model, _pre);
        for (var pre = 0; pre < _pre; pre++)
        {
            for (synapses.MoveTo(pre); synapses.TryRead(out var post, out var weight);)
            {
                weights[pre * _row + post] = TWeight.Narrow(weight);
                if (weight != 0) counts[pre]++;
            }
        }
    }

    /// <inheritdoc/>
    public override long Deliver(ReadOnlySpan<int> spikes, Span<int> sums)
    {
        switch (_vectorBits)
        {
            case 512: DeliverLanes<Lanes512>(spikes, sums); break;
            case 256: DeliverLanes<Lanes256>(spikes, sums); break;
            case 128: DeliverLanes<Lanes128>(spikes, sums); break;
            default: DeliverScalar(spikes, sums); break;
        }

        var counts = _synapses.Cells;
        var events = 0L;
        foreach (var pre in spikes) events += counts[pre];
        return events;
    }

    /// <inheritdoc/>
    public override long DeliverGraded(ReadOnlySpan<int> potentials, Span<long> sums)
    {
        var weights = _weights.As<TWeight>();
        var counts = _synapses.Cells;
        var events = 0L;
        for (var pre = 0; pre < _pre; pre++)
        {
            long potential = potentials[pre];
            if (potential == 0) continue;
            var row = weights.Slice(pre * _row, sums.Length);
            for (var post = 0; post < sums.Length; post++) sums[post] += TWeight.Widen(row[post]) * potential;
            events += counts[pre];
        }

        return events;
    }

    private void DeliverScalar(ReadOnlySpan<int> spikes, Span<int> sums)
    {
        var weights = _weights.As<TWeight>();
        sums = sums[.._row];
        foreach (var pre in spikes)
        {
            var row = weights.Slice(pre * _row, sums.Length);
            for (var post = 0; post < sums.Length; post++) sums[post] += TWeight.Widen(row[post]);
        }
    }
}
