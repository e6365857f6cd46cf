using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// Steps a <see cref="ReferenceModel"/> in double precision, one tick at a time, in the order that
/// <see cref="NetworkModel"/> states. Plain on purpose: it is what fixed point is measured against.
/// Owned by one thread.
/// </summary>
public sealed class ReferenceSimulator
{
    private readonly ReferenceModel _model;
    private readonly ReferenceNeurons[] _neurons;
    private readonly (ReferenceProjection Projection, ReferenceSynapses Synapses)[][] _into;
    private readonly int[][][] _history;

    /// <summary>Allocates the state, at rest.</summary>
    /// <param name="model">The blueprint; population 0 is the input.</param>
    /// <exception cref="ArgumentException">An index or an array length of the blueprint does not fit.</exception>
    public ReferenceSimulator(ReferenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ReferenceShape.Check(model);
        _model = model;
        _neurons = Array.ConvertAll(model.Populations, p => new ReferenceNeurons(p));
        _into = new (ReferenceProjection, ReferenceSynapses)[model.Populations.Length][];
        _history = new int[model.Populations.Length][][];
        for (var p = 0; p < _into.Length; p++)
        {
            _into[p] = [.. model.Projections.Where(q => q.Post == p).Select(q => (q, new ReferenceSynapses(q, model.Populations[p].Size)))];
            var delays = model.Projections.Where(q => q.Pre == p).Select(q => q.DelayTicks).DefaultIfEmpty(0);
            _history[p] = new int[delays.Max()][];
        }
        Reset();
    }

    /// <summary>Ticks stepped since the last reset [ticks].</summary>
    public long Tick { get; private set; }

    /// <summary>
    /// Synaptic events delivered since the last reset: one per spike and synapse of non-zero weight; in graded transmission
    /// one per tick, synapse of non-zero weight and potential that is not 0.
    /// </summary>
    public long SynapticEvents { get; private set; }

    /// <summary>Steps one tick.</summary>
    /// <param name="inputSpikes">
    /// Neurons of population 0 that spike in this tick, ascending; one that spikes n times stands n times.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A spike names a neuron that does not exist, or one comes more often than the input's most spikes per tick.
    /// </exception>
    public void Step(ReadOnlySpan<int> inputSpikes)
    {
        CheckInput(inputSpikes);
        for (var p = 0; p < _neurons.Length; p++)
        {
            if (p == 0)
            {
                _neurons[0].SetSpikes(inputSpikes);
                continue;
            }
            foreach (var (projection, synapses) in _into[p])
            {
                if (projection.Graded)
                    DeliverPotentials(projection, synapses);
                else
                    DeliverSpikes(projection, synapses);
            }
            _neurons[p].Update();
        }
        for (var p = 0; p < _neurons.Length; p++)
        {
            if (_history[p] is { Length: > 0 } ring)
                ring[Tick % ring.Length] = _neurons[p].Fired.ToArray();
        }
        Tick++;
    }

    /// <summary>
    /// Spikes of a population in the last tick, ascending, a neuron that fired n times n times; valid until the next step.
    /// </summary>
    /// <param name="population">Index of the population.</param>
    public ReadOnlySpan<int> Spikes(int population) => _neurons[population].Fired;

    /// <summary>Membrane potentials after the last tick [potential]; valid until the next step.</summary>
    /// <param name="population">Index of the population.</param>
    public ReadOnlySpan<double> Potentials(int population) => _neurons[population].Potentials;

    /// <summary>The largest magnitude of any potential or current of a population since the last reset [potential].</summary>
    /// <param name="population">Index of the population.</param>
    public double Peak(int population) => _neurons[population].Peak;

    /// <summary>Back to rest: as after construction.</summary>
    public void Reset()
    {
        Tick = 0;
        SynapticEvents = 0;
        foreach (var neurons in _neurons)
            neurons.Reset();
        foreach (var ring in _history)
            Array.Fill(ring, []);
    }

    private void CheckInput(ReadOnlySpan<int> spikes)
    {
        var input = _model.Populations[0];
        var (last, repeats) = (0, 0);
        foreach (var neuron in spikes)
        {
            repeats = neuron == last ? repeats + 1 : 1;
            if (neuron < last || neuron >= input.Size || repeats > input.MaxSpikesPerTick)
                throw new ArgumentOutOfRangeException(nameof(spikes), neuron, $"Spikes must be ascending neurons of the input, each at most {input.MaxSpikesPerTick} times.");
            last = neuron;
        }
    }

    private void DeliverSpikes(ReferenceProjection projection, ReferenceSynapses synapses)
    {
        if (Tick < projection.DelayTicks)
            return;
        var ring = _history[projection.Pre];
        var spikes = projection.DelayTicks == 0
            ? _neurons[projection.Pre].Fired
            : ring[(Tick - projection.DelayTicks) % ring.Length];
        var input = _neurons[projection.Post].Input;
        foreach (var pre in spikes)
        {
            var row = projection.PreRows.Length == 0 ? pre : projection.PreRows[pre];
            if (row >= 0)
                SynapticEvents += synapses.Deliver(row, 1, input);
        }
    }

    private void DeliverPotentials(ReferenceProjection projection, ReferenceSynapses synapses)
    {
        var potentials = _neurons[projection.Pre].Potentials;
        var input = _neurons[projection.Post].Input;
        for (var pre = 0; pre < potentials.Length; pre++)
        {
            if (potentials[pre] != 0)
                SynapticEvents += synapses.Deliver(pre, potentials[pre], input);
        }
    }
}
