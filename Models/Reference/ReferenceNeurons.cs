using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Reference;

/// <summary>
/// The state of one population in double precision and its update, one neuron after another:
/// i = a_i i + x; v = max(a_v v + i + b, floor); fires at v >= theta + g (or above it), then resets; g = a_g g, plus its
/// step if the neuron fired (terms that a kind lacks are absent). While a neuron is held, i and g go on.
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
    private int[] _fired;
    private int _firedCount;

    public ReferenceNeurons(ReferencePopulation population)
    {
        _population = population;
        _hasCurrent = population.Kind is NeuronKind.CubaLif or NeuronKind.CubaLeakyIntegrator or NeuronKind.AdaptiveLif;
        _spikes = population.Kind is not (NeuronKind.Input or NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator or NeuronKind.ShiftLeakyIntegrator);
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

    /// <summary>Neurons that fired in the last update, ascending; one that fired n times stands n times.</summary>
    public ReadOnlySpan<int> Fired => _fired.AsSpan(0, _firedCount);

    /// <summary>The largest magnitude that a potential or current had since the last reset, before any reset by a spike [potential].</summary>
    public double Peak { get; private set; }

    public void SetSpikes(ReadOnlySpan<int> spikes)
    {
        Reserve(spikes.Length);
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
            else
                Integrate(j, drive);
            var fired = !held && _spikes && Fire(j);
            if (_adapts)
                _adaptation[j] = (At(_population.AdaptationDecay, j) * _adaptation[j]) + (fired ? At(_population.AdaptationStep, j) : 0);
        }
    }

    public void Reset()
    {
        for (var j = 0; j < Potentials.Length; j++)
            Potentials[j] = At(_population.InitialPotential, j);
        Array.Clear(Input);
        Array.Clear(_current);
        Array.Clear(_adaptation);
        Array.Clear(_heldTicks);
        _firedCount = 0;
        Peak = 0;
    }

    private void Integrate(int j, double drive)
    {
        var before = Potentials[j];
        var leak = _population.Kind == NeuronKind.IntegrateAndFire ? 1 : At(_population.MembraneDecay, j);
        var v = (leak * before) + drive + At(_population.Bias, j);
        if (_population.Reset == ResetMode.ByLateSubtraction && _spikes && Crosses(before, At(_population.Threshold, j)))
            v -= At(_population.Threshold, j);
        if (_population.Floor.Length > 0)
            v = Math.Max(v, At(_population.Floor, j));
        Peak = Math.Max(Peak, Math.Abs(v));
        Potentials[j] = v;
    }

    private bool Fire(int j)
    {
        var v = Potentials[j];
        var threshold = At(_population.Threshold, j) + _adaptation[j];
        if (!Crosses(v, threshold))
            return false;
        var spikes = 1;
        if (_population.MaxSpikesPerTick > 1)
        {
            var crossed = _population.FiresAboveThreshold ? Math.Ceiling(v / threshold) - 1 : Math.Floor(v / threshold);
            spikes = (int)Math.Clamp(crossed, 1, _population.MaxSpikesPerTick);
        }
        Potentials[j] = _population.Reset switch
        {
            ResetMode.ToValue => At(_population.ResetPotential, j),
            ResetMode.BySubtraction => v - (spikes * threshold),
            _ => v,
        };
        _heldTicks[j] = _population.RefractoryTicks;
        Reserve(_firedCount + spikes);
        _fired.AsSpan(_firedCount, spikes).Fill(j);
        _firedCount += spikes;
        return true;
    }

    private bool Crosses(double v, double threshold) => _population.FiresAboveThreshold ? v > threshold : v >= threshold;

    private void Reserve(int spikes)
    {
        if (spikes > _fired.Length)
            Array.Resize(ref _fired, Math.Max(spikes, 2 * _fired.Length));
    }

    private static double At(double[] values, int j) => values.Length == 0 ? 0 : values[values.Length == 1 ? 0 : j];
}
