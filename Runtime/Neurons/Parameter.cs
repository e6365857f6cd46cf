using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>A parameter as the lean update reads it: a vector that never changes, or one from an array.</summary>
internal readonly ref struct Parameter<TLanes, TParameters> where TLanes : struct, ILanes<TLanes> where TParameters : struct, IParameters
{
    private readonly ref int _first;
    private readonly TLanes _all;

    /// <summary>Reads from an array of one value per neuron.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Parameter(ref int first)
    {
        if (TParameters.AreEqual) _all = TLanes.All(first);
        else _first = ref first;
    }

    /// <summary>The values of the neurons from <paramref name="neuron"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load(nuint neuron) => TParameters.AreEqual ? _all : TLanes.Load(ref _first, neuron);
}
