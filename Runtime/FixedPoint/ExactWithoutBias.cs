using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>Sums that bounds prove to stay in 32 bits, of neurons without bias.</summary>
internal readonly struct ExactWithoutBias : IAdd
{
    /// <inheritdoc/>
    public static bool HasBias => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Add<TLanes>(TLanes a, TLanes b, ref long saturations) where TLanes : struct, ILanes<TLanes> =>
        a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Add<TLanes>(TLanes a, TLanes b, TLanes bias, ref long saturations) where TLanes : struct, ILanes<TLanes> =>
        a + b;
}
