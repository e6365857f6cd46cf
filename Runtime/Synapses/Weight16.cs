using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A weight of 16 bits: -32768 .. 32767 in units of the projection's scale.</summary>
internal readonly record struct Weight16(short Raw) : IWeight<Weight16>
{
    /// <inheritdoc/>
    public static int Widen(Weight16 weight) => weight.Raw;

    /// <inheritdoc/>
    public static Weight16 Narrow(short weight) => new(weight);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ref Weight16 weights, nuint index) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Load(ref Unsafe.As<Weight16, short>(ref weights), index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LoadShort<TLanes>(ref Weight16 weights, nuint index) where TLanes : struct, IShortLanes<TLanes> =>
        TLanes.Load(ref Unsafe.As<Weight16, short>(ref weights), index);
}
