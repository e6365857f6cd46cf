using System.Numerics;
using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>
/// The vector twin for populations of which <see cref="LeanUpdate"/> tells that they need no more: no sum can saturate, and
/// what is left is leak, input, threshold and reset. Parameters that are equal for all neurons are read from one vector.
/// </summary>
internal sealed partial class Population<TNeuron>
{
    private bool UpdateLean<TLanes, TReach, TAdd>(int first, int end)
        where TLanes : struct, ILanes<TLanes> where TReach : struct, IReach where TAdd : struct, IAdd
    {
        ref var sums = ref Input.First<Sum16>();
        ref var potential = ref State.First(State.Potential);
        ref var bias = ref State.First(State.Bias);
        ref var scale = ref State.First(Input.InputScale);
        ref var membraneDecay = ref Leaks && !Shifts ? ref State.First(State.MembraneDecay) : ref Unsafe.NullRef<int>();
        ref var current = ref HasCurrent ? ref State.First(State.Current) : ref Unsafe.NullRef<int>();
        ref var synapticDecay = ref HasCurrent ? ref State.First(State.SynapticDecay) : ref Unsafe.NullRef<int>();
        ref var threshold = ref Fires ? ref State.First(State.Threshold) : ref Unsafe.NullRef<int>();
        var (scaleMask, thresholdMask) = (_masks.Scale, _masks.Threshold);
        var (membraneMask, synapticMask) = (_masks.MembraneDecay, _masks.SynapticDecay);
        // As many as neurons: a neuron spikes once at most, so none can be dropped.
        var list = Spikes.Now;
        ref var spikes = ref list.First;
        var count = list.Count;
        var changed = TLanes.All(0);
        var none = 0L;
        NeuronLanes<TLanes> lanes = default;
        lanes.MembraneShift = State.MembraneShift;
        for (var neuron = (nuint)first; neuron < (nuint)end; neuron += (nuint)TLanes.Count)
        {
            var before = lanes.Potential = TLanes.Load(ref potential, neuron);
            lanes.Input = TReach.IsReached
                ? TLanes.MultiplyShort(Sum16.Take<TLanes>(ref sums, neuron), TLanes.Load(ref scale, neuron & scaleMask))
                : TLanes.All(0);
            lanes.Bias = TLanes.Load(ref bias, neuron);
            if (Leaks && !Shifts) lanes.MembraneDecay = TLanes.Load(ref membraneDecay, neuron & membraneMask);
            if (HasCurrent)
            {
                lanes.Current = TLanes.Load(ref current, neuron);
                lanes.SynapticDecay = TLanes.Load(ref synapticDecay, neuron & synapticMask);
            }

            TNeuron.Integrate<TLanes, TAdd>(ref lanes, ref none);
            if (HasCurrent)
            {
                if (!TReach.IsReached) changed |= lanes.Current ^ TLanes.Load(ref current, neuron);
                TLanes.Store(lanes.Current, ref current, neuron);
            }

            var after = lanes.Potential;
            if (Fires)
            {
                var level = TLanes.Load(ref threshold, neuron & thresholdMask);
                var quiet = TLanes.Above(level, after);
                var bits = ~TLanes.Signs(quiet) & uint.MaxValue >> (32 - TLanes.Count);
                if (bits != 0)
                {
                    after = ResetFired(neuron, after, quiet, level);
                    for (; bits != 0; bits &= bits - 1)
                        Unsafe.Add(ref spikes, count++) = (int)neuron + BitOperations.TrailingZeroCount(bits);
                }
            }

            if (!TReach.IsReached) changed |= after ^ before;
            TLanes.Store(after, ref potential, neuron);
        }

        list.SetCount(count);
        return TLanes.IsZero(changed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes ResetFired<TLanes>(nuint neuron, TLanes integrated, TLanes quiet, TLanes threshold)
        where TLanes : struct, ILanes<TLanes>
    {
        if (Model.Reset == ResetMode.ToValue && State.ResetPotential.Length == 0) return integrated & quiet;
        return Model.Reset switch
        {
            ResetMode.ToValue => TLanes.Select(quiet, integrated, TLanes.Load(ref State.First(State.ResetPotential), neuron)),
            ResetMode.BySubtraction => TLanes.Select(quiet, integrated, integrated - threshold),
            _ => integrated,
        };
    }
}
