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
    private bool UpdateLean<TLanes, TReach, TAdd, TParameters>(int first, int end)
        where TLanes : struct, ILanes<TLanes> where TReach : struct, IReach
        where TAdd : struct, IAdd where TParameters : struct, IParameters
    {
        ref var sums = ref Input.First<Sum16>();
        ref var potential = ref State.FirstPotential;
        ref var bias = ref State.FirstBias;
        var reset = new LeanReset<TLanes>(State, Model);
        var scale = new Parameter<TLanes, TParameters>(ref Input.FirstScale);
        var membraneDecay = Leaks && !Shifts ? new Parameter<TLanes, TParameters>(ref State.FirstMembraneDecay) : default;
        var synapticDecay = HasCurrent ? new Parameter<TLanes, TParameters>(ref State.FirstSynapticDecay) : default;
        var threshold = Fires ? new Parameter<TLanes, TParameters>(ref State.FirstThreshold) : default;
        ref var current = ref HasCurrent ? ref State.FirstCurrent : ref Unsafe.NullRef<int>();
        // Room for as many spikes as neurons: a neuron spikes once at most, so none can be dropped.
        var list = Spikes.Now;
        ref var spikes = ref list.First;
        var count = list.Count;
        var changed = TLanes.All(0);
        var none = 0L;
        NeuronLanes<TLanes> lanes = default;
        if (Shifts) lanes.MembraneShiftCount = TLanes.ShiftCount(State.MembraneShift);
        lanes.MembraneShift = State.MembraneShift;
        for (var neuron = (nuint)first; neuron < (nuint)end; neuron += (nuint)TLanes.Count)
        {
            var before = lanes.Potential = TLanes.Load(ref potential, neuron);
            lanes.Input = TReach.IsReached
                ? TLanes.MultiplyShort(Sum16.Take<TLanes>(ref sums, neuron), scale.Load(neuron))
                : TLanes.All(0);
            if (TAdd.HasBias) lanes.Bias = TLanes.Load(ref bias, neuron);
            if (Leaks && !Shifts) lanes.MembraneDecay = membraneDecay.Load(neuron);
            if (HasCurrent)
            {
                lanes.Current = TLanes.Load(ref current, neuron);
                lanes.SynapticDecay = synapticDecay.Load(neuron);
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
                var level = threshold.Load(neuron);
                var quiet = TLanes.Above(level, after);
                var bits = TLanes.Signs(quiet) ^ (uint.MaxValue >> (32 - TLanes.Count));
                if (bits != 0)
                {
                    after = reset.Apply(neuron, after, quiet, level);
                    do Unsafe.Add(ref spikes, count++) = (int)neuron + BitOperations.TrailingZeroCount(bits);
                    while ((bits &= bits - 1) != 0);
                }
            }

            if (!TReach.IsReached) changed |= after ^ before;
            TLanes.Store(after, ref potential, neuron);
        }

        list.SetCount(count);
        return TReach.IsReached || TLanes.IsZero(changed);
    }
}
