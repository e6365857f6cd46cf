using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>Sums that may leave 32 bits: narrowed once and counted.</summary>
internal readonly struct Saturating : IAdd
{
    /// <inheritdoc/>
    public static bool HasBias => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Add<TLanes>(TLanes a, TLanes b, ref long saturations) where TLanes : struct, ILanes<TLanes> =>
        RoundLanes.AddSaturating(a, b, ref saturations);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Add<TLanes>(TLanes a, TLanes b, TLanes bias, ref long saturations) where TLanes : struct, ILanes<TLanes> =>
        RoundLanes.AddSaturating(a, b, bias, ref saturations);
}
