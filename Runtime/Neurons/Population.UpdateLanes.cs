using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>The vector twin of the update: one vector of neurons per iteration, no tail, because arrays and blocks are padded.</summary>
internal sealed partial class Population<TNeuron>
{
    private bool UpdateLanes<TLanes, TSum>(int first, int end, Counters counters)
        where TLanes : struct, ILanes<TLanes> where TSum : unmanaged, ISum<TSum>
    {
        ref var input = ref Input.First<TSum>();
        ref var inputScale = ref First(Input.InputScale);
        ref var bias = ref First(State.Bias);
        ref var potential = ref First(State.Potential);
        ref var membraneDecay = ref Leaks && !Shifts ? ref First(State.MembraneDecay) : ref Unsafe.NullRef<int>();
        ref var current = ref HasCurrent ? ref First(State.Current) : ref Unsafe.NullRef<int>();
        ref var synapticDecay = ref HasCurrent ? ref First(State.SynapticDecay) : ref Unsafe.NullRef<int>();
        var hasFloor = State.Floor.Length > 0;
        ref var floor = ref hasFloor ? ref First(State.Floor) : ref Unsafe.NullRef<int>();
        var late = Model.Reset == ResetMode.ByLateSubtraction;
        var firing = Fires ? new FiringLanes<TLanes>(this) : default;
        var saturations = 0L;
        var changed = TLanes.All(0);
        NeuronLanes<TLanes> lanes = default;
        lanes.MembraneShift = State.MembraneShift;
        lanes.MembraneShiftCount = TLanes.ShiftCount(State.MembraneShift);
        for (var neuron = (nuint)first; neuron < (nuint)end; neuron += (nuint)TLanes.Count)
        {
            lanes.Input = TSum.Take<TLanes>(ref input, neuron) * TLanes.Load(ref inputScale, neuron);
            lanes.Bias = TLanes.Load(ref bias, neuron);
            var before = lanes.Potential = TLanes.Load(ref potential, neuron);
            if (Leaks && !Shifts) lanes.MembraneDecay = TLanes.Load(ref membraneDecay, neuron);
            if (HasCurrent)
            {
                lanes.Current = TLanes.Load(ref current, neuron);
                lanes.SynapticDecay = TLanes.Load(ref synapticDecay, neuron);
            }

            TNeuron.Integrate<TLanes, Saturating>(ref lanes, ref saturations);
            if (HasCurrent)
            {
                changed |= lanes.Current ^ TLanes.Load(ref current, neuron);
                TLanes.Store(lanes.Current, ref current, neuron);
            }

            if (Fires && late) lanes.Potential = firing.SubtractLate(neuron, before, lanes.Potential, ref saturations);
            if (hasFloor) lanes.Potential = Raise(lanes.Potential, TLanes.Load(ref floor, neuron));
            var after = Fires ? firing.Fire(neuron, before, lanes.Potential, ref changed, ref saturations) : lanes.Potential;
            changed |= after ^ before;
            TLanes.Store(after, ref potential, neuron);
        }

        counters.Saturations += saturations;
        return TLanes.IsZero(changed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Raise<TLanes>(TLanes potential, TLanes floor) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Select(TLanes.Above(floor, potential), floor, potential);

    /// <summary>The first cell of an array that is as long as the padded population; the slice checks that it is.</summary>
    private ref int First(ReadOnlySpan<int> cells) => ref MemoryMarshal.GetReference(cells[..State.Padded]);

    /// <summary>The vector twin of firing, reset, refractory time and adaptation.</summary>
    private readonly ref struct FiringLanes<TLanes> where TLanes : struct, ILanes<TLanes>
    {
        private readonly SpikeList _spikes;
        private readonly int _refractoryTicks;
        private readonly int _most;
        private readonly ref int _potential;
        private readonly ref int _reset;
        private readonly ref int _threshold;
        private readonly ref int _refractory;
        private readonly ref int _adaptation;
        private readonly ref int _adaptationDecay;
        private readonly ref int _adaptationStep;
        private readonly bool _hasRefractory;
        private readonly bool _hasReset;
        private readonly bool _subtracts;
        private readonly bool _keeps;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public FiringLanes(Population<TNeuron> population)
        {
            var state = population.State;
            _spikes = population.Spikes.Now;
            _most = population.Model.MaxSpikesPerTick;
            if (_most > 1) _potential = ref population.First(state.Potential);
            _hasReset = state.ResetPotential.Length > 0;
            if (_hasReset) _reset = ref population.First(state.ResetPotential);
            _refractoryTicks = population.Model.RefractoryTicks;
            _threshold = ref population.First(state.Threshold);
            _hasRefractory = state.Refractory.Length > 0;
            if (_hasRefractory) _refractory = ref population.First(state.Refractory);
            _subtracts = population.Model.Reset == ResetMode.BySubtraction;
            _keeps = population.Model.Reset is ResetMode.None or ResetMode.ByLateSubtraction;
            if (!Adapts) return;
            _adaptation = ref population.First(state.Adaptation);
            _adaptationDecay = ref population.First(state.AdaptationDecay);
            _adaptationStep = ref population.First(state.AdaptationStep);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Fire(nuint neuron, TLanes before, TLanes integrated, ref TLanes changed, ref long saturations)
        {
            var threshold = TLanes.Load(ref _threshold, neuron);
            if (Adapts) threshold = RoundLanes.RaiseThreshold(threshold, TLanes.Load(ref _adaptation, neuron));
            var fires = TLanes.Above(threshold, integrated) ^ TLanes.All(-1);
            if (_hasRefractory) fires = Hold(neuron, fires, before, ref integrated, ref changed);
            if (Adapts) Adapt(neuron, fires, ref changed, ref saturations);
            var bits = TLanes.Signs(fires);
            if (bits == 0) return integrated;
            if (_most > 1) return EmitSeveral(neuron, bits, integrated);
            Emit(_spikes, (int)neuron, bits);
            if (_keeps) return integrated;
            var reset = _subtracts ? integrated - threshold
                : _hasReset ? TLanes.Load(ref _reset, neuron) : TLanes.All(0);
            return TLanes.Select(fires, reset, integrated);
        }

        /// <summary>Takes the threshold off where the last tick fired.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes SubtractLate(nuint neuron, TLanes before, TLanes integrated, ref long saturations)
        {
            var threshold = TLanes.Load(ref _threshold, neuron);
            var fired = TLanes.Above(threshold, before) ^ TLanes.All(-1);
            return RoundLanes.AddSaturating(integrated, (TLanes.All(0) - threshold) & fired, ref saturations);
        }

        /// <summary>Neurons that may fire several times, one after the other: a division each, and few of them fire.</summary>
        private TLanes EmitSeveral(nuint neuron, uint bits, TLanes integrated)
        {
            TLanes.Store(integrated, ref _potential, neuron);
            for (; bits != 0; bits &= bits - 1)
            {
                var one = neuron + (nuint)BitOperations.TrailingZeroCount(bits);
                ref var potential = ref Unsafe.Add(ref _potential, one);
                var threshold = Unsafe.Add(ref _threshold, one);
                var count = int.Min(potential / threshold, _most);
                potential -= count * threshold;
                for (var spike = 0; spike < count; spike++) _spikes.Add((int)one);
            }

            return TLanes.Load(ref _potential, neuron);
        }

        /// <summary>Puts refractory neurons back to the potential before; they do not fire. Those that do are held from now on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TLanes Hold(nuint neuron, TLanes fires, TLanes before, ref TLanes integrated, ref TLanes changed)
        {
            var left = TLanes.Load(ref _refractory, neuron);
            var held = TLanes.Above(left, TLanes.All(0));
            integrated = TLanes.Select(held, before, integrated);
            fires &= held ^ TLanes.All(-1);
            changed |= held | fires;
            left = TLanes.Select(fires, TLanes.All(_refractoryTicks), left + held);
            TLanes.Store(left, ref _refractory, neuron);
            return fires;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Adapt(nuint neuron, TLanes fires, ref TLanes changed, ref long saturations)
        {
            var before = TLanes.Load(ref _adaptation, neuron);
            var relaxed = RoundLanes.Decay(before, TLanes.Load(ref _adaptationDecay, neuron));
            var step = TLanes.Load(ref _adaptationStep, neuron) & fires;
            var after = RoundLanes.AddSaturating(relaxed, step, ref saturations);
            changed |= after ^ before;
            TLanes.Store(after, ref _adaptation, neuron);
        }

        private static void Emit(SpikeList spikes, int first, uint bits)
        {
            for (; bits != 0; bits &= bits - 1) spikes.Add(first + BitOperations.TrailingZeroCount(bits));
        }
    }
}
