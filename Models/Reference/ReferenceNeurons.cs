using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// The state of one population in double precision and its update, one neuron after another:
/// i = a_i i + x; v = a_v v + i + b; fires at v >= theta + g, then resets; g = a_g g, plus its step if the neuron fired
/// (terms that a kind lacks are absent). While a neuron is held, i and g go on.
/// </summary>
internal sealed class ReferenceNeurons
{
    private readonly ReferencePopulation _population;
    private readonly bool _hasCurrent;
    private readonly bool _spikes;
    private readonly bool _adapts;
    private readonly double[] _current;
    private readonly double[] _adaptation;
    private readonly int[] _heldTicks;
    private readonly int[] _fired;
    private int _firedCount;

    public ReferenceNeurons(ReferencePopulation population)
    {
        _population = population;
        _hasCurrent = population.Kind is NeuronKind.CubaLif or NeuronKind.CubaLeakyIntegrator or NeuronKind.AdaptiveLif;
        _spikes = population.Kind is not (NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator);
        _adapts = population.Kind == NeuronKind.AdaptiveLif;
        Potentials = new double[population.Size];
        Input = new double[population.Size];
        _current = new double[population.Size];
        _adaptation = new double[population.Size];
        _heldTicks = new int[population.Size];
        _fired = new int[population.Size];
    }

    /// <summary>Membrane potentials after the last update [potential].</summary>
    public double[] Potentials { get; }

    /// <summary>Synaptic input of this tick, consumed by <see cref="Update"/> [potential].</summary>
    public double[] Input { get; }

    /// <summary>Neurons that fired in the last update, ascending.</summary>
    public ReadOnlySpan<int> Fired => _fired.AsSpan(0, _firedCount);

    /// <summary>The largest magnitude that a potential or current had since the last reset, before any reset by a spike [potential].</summary>
    public double Peak { get; private set; }

    public void SetSpikes(ReadOnlySpan<int> spikes)
    {
        spikes.CopyTo(_fired);
        _firedCount = spikes.Length;
    }

    public void Update()
    {
        _firedCount = 0;
        for (var j = 0; j < Input.Length; j++)
        {
            var drive = Input[j];
            Input[j] = 0;
            if (_hasCurrent)
                drive = _current[j] = (At(_population.SynapticDecay, j) * _current[j]) + drive;
            Peak = Math.Max(Peak, Math.Abs(drive));
            var held = _heldTicks[j] > 0;
            if (held)
                _heldTicks[j]--;
            var fired = !held && Integrate(j, drive);
            if (_adapts)
                _adaptation[j] = (At(_population.AdaptationDecay, j) * _adaptation[j]) + (fired ? At(_population.AdaptationStep, j) : 0);
        }
    }

    public void Reset()
    {
        Array.Clear(Potentials);
        Array.Clear(Input);
        Array.Clear(_current);
        Array.Clear(_adaptation);
        Array.Clear(_heldTicks);
        _firedCount = 0;
        Peak = 0;
    }

    private bool Integrate(int j, double drive)
    {
        var leak = _population.Kind == NeuronKind.IntegrateAndFire ? 1 : At(_population.MembraneDecay, j);
        var bias = _population.Bias.Length == 0 ? 0 : At(_population.Bias, j);
        var v = (leak * Potentials[j]) + drive + bias;
        Peak = Math.Max(Peak, Math.Abs(v));
        Potentials[j] = v;
        if (!_spikes)
            return false;
        var threshold = At(_population.Threshold, j) + _adaptation[j];
        if (v < threshold)
            return false;
        Potentials[j] = _population.Reset == ResetMode.BySubtraction ? v - threshold : (_population.ResetPotential.Length == 0 ? 0 : At(_population.ResetPotential, j));
        _heldTicks[j] = _population.RefractoryTicks;
        _fired[_firedCount++] = j;
        return true;
    }

    private static double At(double[] values, int j) => values[values.Length == 1 ? 0 : j];
}
