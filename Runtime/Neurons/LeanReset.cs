using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>The reset of the lean update.</summary>
internal readonly ref struct LeanReset<TLanes> where TLanes : struct, ILanes<TLanes>
{
    private readonly ResetMode _mode;
    private readonly ref int _potential;

    /// <summary>Reads how a population resets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LeanReset(NeuronState state, PopulationModel model)
    {
        _mode = model.Reset;
        _potential = ref model.ResetPotential.Length > 0 ? ref state.FirstResetPotential : ref Unsafe.NullRef<int>();
    }

    /// <summary>Resets the neurons of a vector that are not quiet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Apply(nuint neuron, TLanes integrated, TLanes quiet, TLanes threshold)
    {
        if (_mode == ResetMode.ToValue)
        {
            return Unsafe.IsNullRef(ref _potential)
                ? integrated & quiet
                : TLanes.Select(quiet, integrated, TLanes.Load(ref _potential, neuron));
        }

        return _mode == ResetMode.BySubtraction ? TLanes.Select(quiet, integrated, integrated - threshold) : integrated;
    }
}
