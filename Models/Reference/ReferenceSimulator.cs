using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// Steps a <see cref="ReferenceModel"/> in double precision, one tick at a time, in the order that
/// <see cref="NetworkModel"/> states. Slow and plain on purpose: it is what fixed point is measured against.
/// Owned by one thread.
/// </summary>
public sealed class ReferenceSimulator
{
    private readonly ReferenceModel _model;
    private readonly ReferenceNeurons[] _neurons;
    private readonly ReferenceProjection[][] _into;
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
        _into = new ReferenceProjection[model.Populations.Length][];
        _history = new int[model.Populations.Length][][];
        for (var p = 0; p < _into.Length; p++)
        {
            _into[p] = Array.FindAll(model.Projections, q => q.Post == p);
            var delays = model.Projections.Where(q => q.Pre == p).Select(q => q.DelayTicks).DefaultIfEmpty(0);
            _history[p] = new int[delays.Max() + 1][];
        }
        Reset();
    }

    /// <summary>Ticks stepped since the last reset [ticks].</summary>
    public long Tick { get; private set; }

    /// <summary>Synaptic events delivered since the last reset: one per spike and synapse of non-zero weight.</summary>
    public long SynapticEvents { get; private set; }

    /// <summary>Steps one tick.</summary>
    /// <param name="inputSpikes">Neurons of population 0 that spike in this tick, ascending.</param>
    /// <exception cref="ArgumentOutOfRangeException">A spike names a neuron that does not exist, or one comes twice.</exception>
    public void Step(ReadOnlySpan<int> inputSpikes)
    {
        var last = -1;
        foreach (var neuron in inputSpikes)
        {
            if (neuron <= last || neuron >= _model.Populations[0].Size)
                throw new ArgumentOutOfRangeException(nameof(inputSpikes), neuron, "Spikes must be ascending neurons of the input.");
            last = neuron;
        }
        for (var p = 0; p < _neurons.Length; p++)
        {
            if (p == 0)
            {
                _neurons[0].SetSpikes(inputSpikes);
            }
            else
            {
                foreach (var projection in _into[p])
                    Deliver(projection);
                _neurons[p].Update();
            }
            var ring = _history[p];
            ring[Tick % ring.Length] = _neurons[p].Fired.ToArray();
        }
        Tick++;
    }

    /// <summary>Spikes of a population in the last tick, ascending; valid until the next step.</summary>
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

    private void Deliver(ReferenceProjection projection)
    {
        if (Tick < projection.DelayTicks)
            return;
        var ring = _history[projection.Pre];
        var input = _neurons[projection.Post].Input;
        foreach (var pre in ring[(Tick - projection.DelayTicks) % ring.Length])
        {
            if (projection.Storage == SynapseStorage.Dense)
            {
                for (var j = 0; j < input.Length; j++)
                    Add(input, j, projection.Weights[(pre * input.Length) + j]);
            }
            else
            {
                for (var k = projection.FanOutStarts[pre]; k < projection.FanOutStarts[pre + 1]; k++)
                    Add(input, projection.PostNeurons[k], projection.Weights[k]);
            }
        }
    }

    private void Add(double[] input, int post, double weight)
    {
        if (weight == 0)
            return;
        input[post] += weight;
        SynapticEvents++;
    }
}
