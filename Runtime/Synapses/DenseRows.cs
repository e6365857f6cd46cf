using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Dense synapses: one row of weights to all post neurons per pre neuron, padded with zeros to a whole vector. Hot loop one
/// of two, in its dense form: one synapse per iteration.
/// </summary>
/// <typeparam name="TWeight">How a weight is stored.</typeparam>
internal sealed partial class DenseRows<TWeight> : Projection, IDenseRows where TWeight : unmanaged, IWeight<TWeight>
{
    private const int LanesOfWidestVector = 32;

    /// <summary>Rows that take more are asked for ahead; those of a second cache come in time by themselves [bytes].</summary>
    private const int SecondCache = 262144;

    /// <summary>Passes of fewer spikes than this are not worth gathering in 16 bits.</summary>
    private const int FewestPerPass = 16;

    private readonly int _pre;
    private readonly int _row;
    private readonly int _vectorBits;
    private readonly Region _weights;
    private readonly Region _synapses;
    private readonly int _spikesPerPass;
    private readonly bool _prefetches;

    /// <summary>Reserves the rows.</summary>
    public DenseRows(ProjectionModel model, int pre, int post, in SynapsePlan plan) : base(model, plan.Range)
    {
        _pre = pre;
        _row = (post + LanesOfWidestVector - 1) / LanesOfWidestVector * LanesOfWidestVector;
        _vectorBits = plan.VectorBits;
        _weights = plan.Arena.Reserve((long)pre * _row * Unsafe.SizeOf<TWeight>() / sizeof(int));
        _synapses = plan.Arena.Reserve(pre);
        var largest = 1;
        foreach (var weight in model.Weights) largest = int.Max(largest, int.Abs(weight));
        _spikesPerPass = short.MaxValue / largest;
        _prefetches = (long)pre * _row * Unsafe.SizeOf<TWeight>() > SecondCache;
    }

    /// <inheritdoc/>
    public override int WorkPerSpike => Workload.OfDenseSpike(_row);

    /// <inheritdoc/>
    nint IDenseRows.Weights => _weights.Address;

    /// <inheritdoc/>
    nint IDenseRows.Synapses => _synapses.Address;

    /// <inheritdoc/>
    public override void Load()
    {
        var weights = _weights.As<TWeight>();
        var counts = _synapses.Cells;
        var synapses = new SynapseReader(Model, _pre, Range);
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
    public override long Deliver(ReadOnlySpan<int> spikes, SumGroup sums)
    {
        // Spikes ascend, so the last one tells that all rows read below exist; rows of a map were checked as it was loaded.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(spikes[^1], _pre);
        sums.Marks.MarkAll();
        switch (_vectorBits)
        {
            case 512 when Simd.Runs512: return DeliverLanes<Lanes512, ShortLanes512>(spikes, sums);
            case 256 when Simd.Runs256: return DeliverLanes<Lanes256, ShortLanes256>(spikes, sums);
            case 128: return DeliverLanes<Lanes128, ShortLanes128>(spikes, sums);
        }

        if (sums.IsNarrow) DeliverScalar(spikes, sums.Sums<Sum16>());
        else DeliverScalar(spikes, sums.Sums<Sum32>());
        return CountEvents(spikes);
    }

    private long CountEvents(ReadOnlySpan<int> spikes)
    {
        ref var counts = ref _synapses.First<int>();
        var events = 0L;
        foreach (var pre in spikes) events += Unsafe.Add(ref counts, pre);
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

    private void DeliverScalar<TSum>(ReadOnlySpan<int> spikes, Span<TSum> sums) where TSum : unmanaged, ISum<TSum>
    {
        var weights = _weights.As<TWeight>();
        sums = sums[.._row];
        foreach (var pre in spikes)
        {
            var row = weights.Slice(pre * _row, sums.Length);
            for (var post = 0; post < sums.Length; post++) TSum.Add(ref sums[post], TWeight.Widen(row[post]));
        }
    }
}
