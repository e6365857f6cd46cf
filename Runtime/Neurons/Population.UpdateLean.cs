using System.Numerics;
using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// The vector twin for populations of which <see cref="LeanUpdate"/> tells that they need no more: no sum can saturate, and
/// what is left is leak, input, threshold and reset. Parameters that are equal for all neurons stay in registers.
/// </summary>
internal sealed partial class Population<TNeuron>
{
    /// <summary>Neurons whose spikes make one word; populations and blocks are padded to it.</summary>
    private const int NeuronsPerWord = 32;

    private bool UpdateLean<TLanes, TReach, TAdd, TParameters>(int first, int end, Counters counters)
        where TLanes : struct, ILanes<TLanes> where TReach : struct, IReach
        where TAdd : struct, IAdd where TParameters : struct, IParameters
    {
        var state = State;
        ref var sums = ref Input.First<Sum16>();
        ref var potential = ref state.FirstPotential;
        ref var bias = ref TAdd.HasBias ? ref state.FirstBias : ref Unsafe.NullRef<int>();
        ref var current = ref HasCurrent ? ref state.FirstCurrent : ref Unsafe.NullRef<int>();
        var scale = new Parameter<TLanes, TParameters>(ref Input.FirstScale);
        var membraneDecay = Leaks && !Shifts ? new Parameter<TLanes, TParameters>(ref state.FirstMembraneDecay) : default;
        var synapticDecay = HasCurrent ? new Parameter<TLanes, TParameters>(ref state.FirstSynapticDecay) : default;
        var threshold = Fires ? new Parameter<TLanes, TParameters>(ref state.FirstThreshold) : default;
        var shift = Shifts ? state.MembraneShift : 0;
        var shiftCount = Shifts ? TLanes.ShiftCount(shift) : default;
        var list = Spikes.Now;
        ref var spikes = ref list.First;
        var count = list.Count;
        var changed = TLanes.All(0);
        Unsafe.SkipInit(out SpikeWords words);
        for (var next = first; next < end;)
        {
            var chunk = next;
            // A bit per word in which a neuron fires. Spikes are taken out when all words are there: a branch per word, right where
            // neurons are updated, would be mispredicted at almost every spike.
            var firing = 0u;
            for (var word = 0; word < SpikeWords.Count && next < end; word++, next += NeuronsPerWord)
            {
                var quiet = 0u;
                // Four vectors per turn, or all two of 512 bits: the head of a loop takes as long as a third of one.
                for (var lane = 0; lane < NeuronsPerWord; lane += 4 * TLanes.Count)
                {
                    var neuron = (nuint)(next + lane);
                    var lanes = (nuint)TLanes.Count;
                    var stay = UpdateVector<TLanes, TReach, TAdd, TParameters>(
                        neuron, ref sums, ref potential, ref bias, ref current, scale, membraneDecay, synapticDecay, threshold, shift, shiftCount, ref changed);
                    stay |= UpdateVector<TLanes, TReach, TAdd, TParameters>(
                        neuron + lanes, ref sums, ref potential, ref bias, ref current, scale, membraneDecay, synapticDecay, threshold, shift, shiftCount, ref changed) << TLanes.Count;
                    if (TLanes.Count <= 8)
                    {
                        stay |= UpdateVector<TLanes, TReach, TAdd, TParameters>(
                            neuron + (2 * lanes), ref sums, ref potential, ref bias, ref current, scale, membraneDecay, synapticDecay, threshold, shift, shiftCount, ref changed) << (2 * TLanes.Count);
                        stay |= UpdateVector<TLanes, TReach, TAdd, TParameters>(
                            neuron + (3 * lanes), ref sums, ref potential, ref bias, ref current, scale, membraneDecay, synapticDecay, threshold, shift, shiftCount, ref changed) << (3 * TLanes.Count);
                    }

                    quiet |= stay << lane;
                }

                if (!Fires) continue;
                words[word] = ~quiet;
                firing |= (quiet == uint.MaxValue ? 0u : 1u) << word;
            }

            // Room for as many spikes as neurons: a neuron spikes once at most, so none can be dropped.
            for (; firing != 0; firing &= firing - 1)
            {
                var word = BitOperations.TrailingZeroCount(firing);
                var fires = words[word];
                do
                {
                    var neuron = chunk + (word * NeuronsPerWord) + BitOperations.TrailingZeroCount(fires);
                    Unsafe.Add(ref spikes, count++) = neuron;
                    ResetLean(ref potential, neuron);
                }
                while ((fires &= fires - 1) != 0);
            }
        }

        list.SetCount(count);
        return TReach.IsReached || TLanes.IsZero(changed);
    }

    /// <summary>Updates the neurons of one vector, without their reset.</summary>
    /// <returns>A bit per neuron: 1 when it stays below its threshold.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint UpdateVector<TLanes, TReach, TAdd, TParameters>(
        nuint neuron, ref Sum16 sums, ref int potential, ref int bias, ref int current,
        Parameter<TLanes, TParameters> scale, Parameter<TLanes, TParameters> membraneDecay,
        Parameter<TLanes, TParameters> synapticDecay, Parameter<TLanes, TParameters> threshold, int shift, TLanes shiftCount, ref TLanes changed)
        where TLanes : struct, ILanes<TLanes> where TReach : struct, IReach
        where TAdd : struct, IAdd where TParameters : struct, IParameters
    {
        NeuronLanes<TLanes> lanes = default;
        lanes.MembraneShift = shift;
        lanes.MembraneShiftCount = shiftCount;
        var before = lanes.Potential = TLanes.Load(ref potential, neuron);
        if (!TReach.IsReached) lanes.Input = TLanes.All(0);
        else if (TReach.ZeroesSums) lanes.Input = TLanes.MultiplyShort(Sum16.Take<TLanes>(ref sums, neuron), scale.Load(neuron));
        else lanes.Input = TLanes.MultiplyShort(Sum16.Read<TLanes>(ref sums, neuron), scale.Load(neuron));
        if (TAdd.HasBias) lanes.Bias = TLanes.Load(ref bias, neuron);
        if (Leaks && !Shifts) lanes.MembraneDecay = membraneDecay.Load(neuron);
        if (HasCurrent)
        {
            lanes.Current = TLanes.Load(ref current, neuron);
            lanes.SynapticDecay = synapticDecay.Load(neuron);
        }

        var none = 0L;
        TNeuron.Integrate<TLanes, TAdd>(ref lanes, ref none);
        if (HasCurrent)
        {
            if (!TReach.IsReached) changed |= lanes.Current ^ TLanes.Load(ref current, neuron);
            TLanes.Store(lanes.Current, ref current, neuron);
        }

        if (!TReach.IsReached) changed |= lanes.Potential ^ before;
        TLanes.Store(lanes.Potential, ref potential, neuron);
        return Fires ? TLanes.Signs(TLanes.Above(threshold.Load(neuron), lanes.Potential)) : 0;
    }

    /// <summary>Resets one neuron that fired, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ResetLean(ref int first, int neuron)
    {
        ref var potential = ref Unsafe.Add(ref first, neuron);
        if (_reset == ResetMode.ToValue) potential = _hasResetPotential ? Unsafe.Add(ref State.FirstResetPotential, neuron) : 0;
        else if (_reset == ResetMode.BySubtraction) potential -= Unsafe.Add(ref State.FirstThreshold, neuron);
    }
}
