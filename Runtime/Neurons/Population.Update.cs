using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>A population whose neurons follow one model. Hot loop two of two: one neuron per iteration.</summary>
/// <typeparam name="TNeuron">The neuron model.</typeparam>
internal sealed partial class Population<TNeuron>(PopulationPlan plan, Arena arena)
    : Population(plan, TNeuron.Traits, arena) where TNeuron : struct, INeuron
{
    private readonly bool _isLean = LeanUpdate.IsEnough(plan, TNeuron.Traits);
    private readonly bool _hasBias = plan.Model.Bias.Length > 0;
    private readonly bool _isEqual = LeanUpdate.IsEqual(plan);
    private readonly ResetMode _reset = plan.Model.Reset;
    private readonly bool _hasResetPotential = plan.Model.ResetPotential.Length > 0;

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
    protected override (Kernel Reached, Kernel Unreached) ChooseKernels() =>
        (Input.IsWritten ? Choose<Written>() : Choose<Reached>(), Choose<Unreached>());

    private Kernel Choose<TReach>() where TReach : struct, IReach => VectorBits switch
    {
        512 when Simd.Runs512 => ChooseLanes<Lanes512, TReach>(),
        256 when Simd.Runs256 => ChooseLanes<Lanes256, TReach>(),
        128 => ChooseLanes<Lanes128, TReach>(),
        _ => Input.IsNarrow ? UpdateScalar<Sum16> : UpdateScalar<Sum32>,
    };

    private Kernel ChooseLanes<TLanes, TReach>() where TLanes : struct, ILanes<TLanes> where TReach : struct, IReach
    {
        if (!_isLean) return Input.IsNarrow ? UpdateLanes<TLanes, Sum16> : UpdateLanes<TLanes, Sum32>;
        return _hasBias ? ChooseLean<TLanes, TReach, Exact>() : ChooseLean<TLanes, TReach, ExactWithoutBias>();
    }

    private Kernel ChooseLean<TLanes, TReach, TAdd>()
        where TLanes : struct, ILanes<TLanes> where TReach : struct, IReach where TAdd : struct, IAdd => _isEqual
        ? UpdateLean<TLanes, TReach, TAdd, EqualParameters>
        : UpdateLean<TLanes, TReach, TAdd, OwnParameters>;

    private bool UpdateScalar<TSum>(int first, int end, Counters counters) where TSum : unmanaged, ISum<TSum>
    {
        var input = Input.Sums<TSum>();
        var state = State;
        end = int.Min(end, Model.Size);
        var potential = state.Potential;
        var current = state.Current;
        var membraneDecay = state.MembraneDecay;
        var synapticDecay = state.SynapticDecay;
        var bias = state.Bias;
        var inputScale = Input.InputScale;
        var floor = state.Floor;
        var late = Fires && Model.Reset == ResetMode.ByLateSubtraction;
        var stays = true;
        var saturations = 0L;
        Neuron one = default;
        one.MembraneShift = state.MembraneShift;
        for (var neuron = first; neuron < end; neuron++)
        {
            one.Input = TSum.Take(ref input[neuron]) * inputScale[neuron];
            one.Bias = bias[neuron];
            var before = one.Potential = potential[neuron];
            if (Leaks && !Shifts) one.MembraneDecay = membraneDecay[neuron];
            if (HasCurrent)
            {
                one.SynapticDecay = synapticDecay[neuron];
                one.Current = current[neuron];
            }

            TNeuron.Integrate(ref one, ref saturations);
            if (HasCurrent)
            {
                stays &= current[neuron] == one.Current;
                current[neuron] = one.Current;
            }

            if (late && before >= state.Threshold[neuron])
                one.Potential = Round.AddSaturating(one.Potential, -state.Threshold[neuron], ref saturations);
            if (floor.Length > 0) one.Potential = int.Max(one.Potential, floor[neuron]);
            potential[neuron] = Fires ? Fire(neuron, one.Potential, ref stays, ref saturations) : one.Potential;
            stays &= potential[neuron] == before;
        }

        counters.Saturations += saturations;
        return stays;
    }

    /// <summary>Holds a refractory neuron; else lets it spike and reset at its threshold. Returns the potential it ends with.</summary>
    private int Fire(int neuron, int integrated, ref bool stays, ref long saturations)
    {
        var state = State;
        var threshold = state.Threshold[neuron];
        if (Adapts) threshold = Round.RaiseThreshold(threshold, state.Adaptation[neuron]);
        var refractory = state.Refractory;
        var held = refractory.Length > 0 && refractory[neuron] > 0;
        var fires = !held && integrated >= threshold;
        var count = fires ? Model.MaxSpikesPerTick == 1 ? 1 : int.Min(integrated / threshold, Model.MaxSpikesPerTick) : 0;
        for (var spike = 0; spike < count; spike++) Spikes.Now.Add(neuron);
        // What counts a refractory time or spikes is not at rest.
        stays &= !held && count == 0;
        if (held) refractory[neuron]--;
        else if (fires && refractory.Length > 0) refractory[neuron] = Model.RefractoryTicks;
        if (Adapts) Adapt(neuron, fires, ref stays, ref saturations);
        if (held) return state.Potential[neuron];
        if (!fires) return integrated;
        return Model.Reset switch
        {
            ResetMode.ToValue => state.ResetPotential.Length > 0 ? state.ResetPotential[neuron] : 0,
            ResetMode.BySubtraction => integrated - count * threshold,
            _ => integrated,
        };
    }

    private void Adapt(int neuron, bool fires, ref bool stays, ref long saturations)
    {
        var adaptation = State.Adaptation;
        var relaxed = Round.Decay(adaptation[neuron], State.AdaptationDecay[neuron]);
        var next = Round.AddSaturating(relaxed, fires ? State.AdaptationStep[neuron] : 0, ref saturations);
        stays &= next == adaptation[neuron];
        adaptation[neuron] = next;
    }
}
