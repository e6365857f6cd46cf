using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// State and parameters of one population as arrays of one number each (struct of arrays), in the network's arena. Every
/// array is padded to a whole vector of the widest kind (of 16-bit sums); a padding neuron rests at 0 below an unreachable threshold, so
/// vector loops have no tail.
/// </summary>
internal sealed class NeuronState
{
    /// <summary>Populations are padded to a multiple of this, and cut at multiples of it [neurons].</summary>
    public const int LanesOfWidestVector = 32;

    private readonly PopulationModel _model;
    private readonly Region _potential, _current, _refractory, _adaptation;
    private readonly Region _membraneDecay, _synapticDecay, _adaptationDecay, _adaptationStep, _bias, _threshold, _floor, _reset;

    private Cells<int> _potentialCells, _currentCells, _membraneDecayCells, _synapticDecayCells, _biasCells, _thresholdCells, _resetCells;

    /// <summary>Reserves what the model's traits need and nothing else.</summary>
    public NeuronState(PopulationPlan plan, NeuronTraits traits, Arena arena)
    {
        var model = _model = plan.Model;
        Padded = PaddedSize(model.Size);
        _potential = plan.Potential ?? arena.Reserve(Padded);
        _bias = arena.Reserve(Padded);
        if (traits.HasFlag(NeuronTraits.Shifts)) MembraneShift = model.MembraneDecay[0].Shift;
        else if (traits.HasFlag(NeuronTraits.Leak)) _membraneDecay = arena.Reserve(Padded);
        if (traits.HasFlag(NeuronTraits.Current))
        {
            _current = arena.Reserve(Padded);
            _synapticDecay = arena.Reserve(Padded);
        }

        if (traits.HasFlag(NeuronTraits.Fires)) _threshold = arena.Reserve(Padded);
        if (model.Floor.Length > 0) _floor = arena.Reserve(Padded);
        if (model.ResetPotential.Length > 0) _reset = arena.Reserve(Padded);
        if (traits.HasFlag(NeuronTraits.Fires) && model.RefractoryTicks > 0) _refractory = arena.Reserve(Padded);
        if (traits.HasFlag(NeuronTraits.Adapts))
        {
            _adaptation = arena.Reserve(Padded);
            _adaptationDecay = arena.Reserve(Padded);
            _adaptationStep = arena.Reserve(Padded);
        }
    }

    /// <summary>A number of neurons up to a whole vector.</summary>
    public static int PaddedSize(int size) => (size + LanesOfWidestVector - 1) / LanesOfWidestVector * LanesOfWidestVector;

    /// <summary>Neurons up to a whole vector.</summary>
    public int Padded { get; }

    /// <summary>Where the potentials of some neurons lie, up to a whole vector.</summary>
    public Region PotentialOf(int first, int padded) => _potential.Within(first, padded);

    /// <summary>v [2^-F].</summary>
    public Span<int> Potential => _potential.Cells;

    /// <summary>i [2^-F]; empty without synaptic current.</summary>
    public Span<int> Current => _current.Cells;

    /// <summary>Ticks still held after a spike; empty without refractory time [ticks].</summary>
    public Span<int> Refractory => _refractory.Cells;

    /// <summary>g [2^-F]; empty without adaptation.</summary>
    public Span<int> Adaptation => _adaptation.Cells;

    /// <summary>k of a leak by a shift, the same for all neurons; else 0.</summary>
    public int MembraneShift { get; }

    /// <summary>a_v, Q0.15; empty without leak, and with one by a shift.</summary>
    public ReadOnlySpan<int> MembraneDecay => _membraneDecay.Cells;

    /// <summary>a_i, Q0.15; empty without synaptic current.</summary>
    public ReadOnlySpan<int> SynapticDecay => _synapticDecay.Cells;

    /// <summary>rho, Q0.15; empty without adaptation.</summary>
    public ReadOnlySpan<int> AdaptationDecay => _adaptationDecay.Cells;

    /// <summary>Rise of g at a spike [2^-F]; empty without adaptation.</summary>
    public ReadOnlySpan<int> AdaptationStep => _adaptationStep.Cells;

    /// <summary>b [2^-F].</summary>
    public ReadOnlySpan<int> Bias => _bias.Cells;

    /// <summary>theta [2^-F]; empty for a model that never fires.</summary>
    public ReadOnlySpan<int> Threshold => _threshold.Cells;

    /// <summary>Lowest v [2^-F]; empty without a floor.</summary>
    public ReadOnlySpan<int> Floor => _floor.Cells;

    /// <summary>v after a spike that resets to a value [2^-F]; empty where that is 0.</summary>
    public ReadOnlySpan<int> ResetPotential => _reset.Cells;

    /// <summary>The first cell of an array that is as long as the padded population; the slice checks that it is.</summary>
    public ref int First(ReadOnlySpan<int> cells) => ref MemoryMarshal.GetReference(cells[..Padded]);

    /// <summary>The first of <see cref="Potential"/>, which must not be empty.</summary>
    public ref int FirstPotential => ref _potentialCells.First;

    /// <summary>The first of <see cref="Current"/>, which must not be empty.</summary>
    public ref int FirstCurrent => ref _currentCells.First;

    /// <summary>The first of <see cref="MembraneDecay"/>, which must not be empty.</summary>
    public ref int FirstMembraneDecay => ref _membraneDecayCells.First;

    /// <summary>The first of <see cref="SynapticDecay"/>, which must not be empty.</summary>
    public ref int FirstSynapticDecay => ref _synapticDecayCells.First;

    /// <summary>The first of <see cref="Bias"/>, which must not be empty.</summary>
    public ref int FirstBias => ref _biasCells.First;

    /// <summary>The first of <see cref="Threshold"/>, which must not be empty.</summary>
    public ref int FirstThreshold => ref _thresholdCells.First;

    /// <summary>The first of <see cref="ResetPotential"/>, which must not be empty.</summary>
    public ref int FirstResetPotential => ref _resetCells.First;

    /// <summary>Writes the parameters into the allocated arena, and v before the first tick.</summary>
    public void Load()
    {
        (_potentialCells, _currentCells, _biasCells) = (_potential.ToCells<int>(), _current.ToCells<int>(), _bias.ToCells<int>());
        (_membraneDecayCells, _synapticDecayCells) = (_membraneDecay.ToCells<int>(), _synapticDecay.ToCells<int>());
        (_thresholdCells, _resetCells) = (_threshold.ToCells<int>(), _reset.ToCells<int>());
        Load(_model.MembraneDecay, _membraneDecay);
        Load(_model.SynapticDecay, _synapticDecay);
        Load(_model.AdaptationDecay, _adaptationDecay);
        Load(_model.AdaptationStep, _adaptationStep);
        Load(_model.Bias, _bias);
        _threshold.Cells.Fill(int.MaxValue);
        Load(_model.Threshold, _threshold);
        Load(_model.Floor, _floor);
        Load(_model.ResetPotential, _reset);
        Load(_model.InitialPotential, _potential);
    }

    /// <summary>Puts every neuron to rest: v as before the first tick, all other state 0.</summary>
    public void Reset()
    {
        Potential.Clear();
        Load(_model.InitialPotential, _potential);
        Current.Clear();
        Refractory.Clear();
        Adaptation.Clear();
    }

    private void Load(Decay[] values, Region region)
    {
        if (values.Length == 0 || region.Length == 0) return;
        var cells = region.Cells[.._model.Size];
        for (var neuron = 0; neuron < cells.Length; neuron++)
            cells[neuron] = values[values.Length == 1 ? 0 : neuron].Raw;
    }

    private void Load(Potential[] values, Region region)
    {
        if (values.Length == 0 || region.Length == 0) return;
        var cells = region.Cells[.._model.Size];
        for (var neuron = 0; neuron < cells.Length; neuron++)
            cells[neuron] = values[values.Length == 1 ? 0 : neuron].Raw;
    }
}
