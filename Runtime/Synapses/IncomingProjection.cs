using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.Neurons;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A projection in its network: where its spikes come from and where its sums go. Reserved on construction.</summary>
internal sealed class IncomingProjection
{
    private readonly ProjectionModel _model;
    private readonly Projection _synapses;
    private readonly Population _pre;
    private readonly RowMap? _rows;
    private readonly Graded? _graded;
    private readonly int _index;
    private readonly int _delay;
    private DelayRing _spikes = null!;
    private int _workPerSpike;
    private readonly SumGroup _sums;

    /// <summary>Reserves synapses, row map and graded sums, as far as the projection has them.</summary>
    /// <param name="network">The blueprint.</param>
    /// <param name="index">The projection in it.</param>
    /// <param name="group">Its group of equal scales within the post population.</param>
    /// <param name="plan">What the projections into the post population share.</param>
    public IncomingProjection(NetworkModel network, int index, int group, in SynapsePlan plan)
    {
        _index = index;
        _model = network.Projections[index];
        _delay = _model.DelayTicks;
        _sums = plan.Post.Input.Sums(group);
        _pre = plan.Populations[_model.Pre];
        _synapses = Projection.Plan(_model, network, plan);
        if (_model.PreRows.Length > 0) _rows = new RowMap(_model, plan.Scratch, plan.Arena);
        if (_model.Graded)
            _graded = new Graded(_model, _synapses, plan.Post.Model.Size, plan);
    }

    /// <summary>Writes the synapses into the allocated arena.</summary>
    public void Load()
    {
        _spikes = _pre.Spikes;
        _synapses.Load();
        _workPerSpike = _synapses.WorkPerSpike;
        _rows?.Load();
        _graded?.Load();
    }

    /// <summary>Roughly the work of this tick's delivery, in the unit of <see cref="Threads.Workload"/>.</summary>
    public long Work => (long)_workPerSpike * (_graded is not null ? _pre.Model.Size : _spikes.Before(_delay).Count);

    /// <summary>Its place in the blueprint.</summary>
    public int Index => _index;

    /// <summary>Ticks from a spike to its arrival.</summary>
    public int Delay => _delay;

    /// <summary>True when spikes take rows of a map.</summary>
    public bool IsPooled => _rows is not null;

    /// <summary>Its synapses as they are laid out.</summary>
    public Projection Synapses => _synapses;

    /// <summary>The pre population's spikes; usable after <see cref="Load"/>.</summary>
    public DelayRing Spikes => _spikes;

    /// <summary>Adds what this tick brings to the accumulators of the post population.</summary>
    /// <param name="counters">Synaptic events and saturations are counted there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deliver(Counters counters)
    {
        if (_graded is not null || _spikes.Before(_delay).Count > 0) DeliverSome(counters);
    }

    private void DeliverSome(Counters counters)
    {
        if (_graded is not null)
        {
            counters.CountSynapticEvents(_index, _graded.Deliver(_pre.State.Potential, _sums, counters));
            return;
        }

        var spikes = _spikes.Before(_delay).Neurons;
        if (_rows is not null)
        {
            spikes = _rows.Map(spikes);
            if (spikes.Length == 0) return;
        }

        counters.CountSynapticEvents(_index, _synapses.Deliver(spikes, _sums));
    }
}
