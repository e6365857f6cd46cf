using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A weight of 4 or 8 bits, kept in one signed byte: -128 .. 127 in units of the projection's scale.</summary>
internal readonly record struct Weight8(sbyte Raw) : IWeight<Weight8>
{
    /// <inheritdoc/>
    public static int Widen(Weight8 weight) => weight.Raw;

    /// <inheritdoc/>
    public static Weight8 Narrow(short weight) => new((sbyte)weight);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ref Weight8 weights, nuint index) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Load(ref Unsafe.As<Weight8, sbyte>(ref weights), index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LoadShort<TLanes>(ref Weight8 weights, nuint index) where TLanes : struct, IShortLanes<TLanes> =>
        TLanes.Load(ref Unsafe.As<Weight8, sbyte>(ref weights), index);
}
