using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>A population whose neurons follow one model. Hot loop two of two: one neuron per iteration.</summary>
/// <typeparam name="TNeuron">The neuron model.</typeparam>
internal sealed partial class Population<TNeuron>(PopulationPlan plan, Arena arena)
    : Population(plan, TNeuron.Traits, arena) where TNeuron : struct, INeuron
{
    // Constants to the compiler, which drops the branches on them; but only when inlined, and it counts its inlining.
    private static bool Leaks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TNeuron.Traits & NeuronTraits.Leak) != 0;
    }

    private static bool Shifts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TNeuron.Traits & NeuronTraits.Shifts) != 0;
    }

    private static bool HasCurrent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TNeuron.Traits & NeuronTraits.Current) != 0;
    }

    private static bool Fires
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TNeuron.Traits & NeuronTraits.Fires) != 0;
    }

    private static bool Adapts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TNeuron.Traits & NeuronTraits.Adapts) != 0;
    }

    /// <inheritdoc/>
    public override void Update(Counters counters)
    {
        var saturations = 0L;
        Input.Fold(ref saturations);
        saturations += VectorBits switch
        {
            512 => UpdateLanes<Lanes512>(),
            256 => UpdateLanes<Lanes256>(),
            128 => UpdateLanes<Lanes128>(),
            _ => UpdateScalar(),
        };
        counters.Saturations += saturations;
        counters.NeuronUpdates += Model.Size;
    }

    private long UpdateScalar()
    {
        var state = State;
        var potential = state.Potential[..Model.Size];
        var current = state.Current;
        var membraneDecay = state.MembraneDecay;
        var synapticDecay = state.SynapticDecay;
        var bias = state.Bias;
        var input = Input.Input;
        var inputScale = Input.InputScale;
        var floor = state.Floor;
        var late = Fires && Model.Reset == ResetMode.ByLateSubtraction;
        var saturations = 0L;
        Neuron one = default;
        one.MembraneShift = state.MembraneShift;
        for (var neuron = 0; neuron < potential.Length; neuron++)
        {
            one.Input = input[neuron] * inputScale[neuron];
            input[neuron] = 0;
            one.Bias = bias[neuron];
            one.Potential = potential[neuron];
            if (Leaks && !Shifts) one.MembraneDecay = membraneDecay[neuron];
            if (HasCurrent)
            {
                one.SynapticDecay = synapticDecay[neuron];
                one.Current = current[neuron];
            }

            TNeuron.Integrate(ref one, ref saturations);
            if (HasCurrent) current[neuron] = one.Current;
            if (late && potential[neuron] >= state.Threshold[neuron])
                one.Potential = Round.AddSaturating(one.Potential, -state.Threshold[neuron], ref saturations);
            if (floor.Length > 0) one.Potential = int.Max(one.Potential, floor[neuron]);
            potential[neuron] = Fires ? Fire(neuron, one.Potential, ref saturations) : one.Potential;
        }

        return saturations;
    }

    /// <summary>Holds a refractory neuron; else lets it spike and reset at its threshold. Returns the potential it ends with.</summary>
    private int Fire(int neuron, int integrated, ref long saturations)
    {
        var state = State;
        var threshold = state.Threshold[neuron];
        if (Adapts) threshold = Round.RaiseThreshold(threshold, state.Adaptation[neuron]);
        var refractory = state.Refractory;
        var held = refractory.Length > 0 && refractory[neuron] > 0;
        var fires = !held && integrated >= threshold;
        var count = fires ? Model.MaxSpikesPerTick == 1 ? 1 : int.Min(integrated / threshold, Model.MaxSpikesPerTick) : 0;
        for (var spike = 0; spike < count; spike++) Spikes.Now.Add(neuron);
        if (held) refractory[neuron]--;
        else if (fires && refractory.Length > 0) refractory[neuron] = Model.RefractoryTicks;
        if (Adapts) Adapt(neuron, fires, ref saturations);
        if (held) return state.Potential[neuron];
        if (!fires) return integrated;
        return Model.Reset switch
        {
            ResetMode.ToValue => state.ResetPotential.Length > 0 ? state.ResetPotential[neuron] : 0,
            ResetMode.BySubtraction => integrated - count * threshold,
            _ => integrated,
        };
    }

    private void Adapt(int neuron, bool fires, ref long saturations)
    {
        var adaptation = State.Adaptation;
        var relaxed = Round.Decay(adaptation[neuron], State.AdaptationDecay[neuron]);
        adaptation[neuron] = Round.AddSaturating(
            relaxed, fires ? State.AdaptationStep[neuron] : 0, ref saturations);
    }
}
