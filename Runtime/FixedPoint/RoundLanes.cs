using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>The vector twins of <see cref="Round"/>: the same bits and the same counts, in 32-bit lanes only.</summary>
internal static class RoundLanes
{
    /// <summary>
    /// Twin of <see cref="Round.Decay"/>. With |v| = high * 2^15 + low the quotient |v| a / 2^15 is high a + floor(low a / 2^15)
    /// exactly, and no term leaves 32 bits; so a 64-bit product is not needed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Decay<TLanes>(TLanes value, TLanes decay) where TLanes : struct, ILanes<TLanes>
    {
        var sign = value >> 31;
        var magnitude = (value ^ sign) - sign;
        var high = magnitude >>> FixedPoint.Decay.FractionBits;
        var low = magnitude & TLanes.All(FixedPoint.Decay.One - 1);
        var left = high * decay + ((low * decay) >>> FixedPoint.Decay.FractionBits);
        return (left ^ sign) - sign;
    }

    /// <summary>Twin of <see cref="Round.AddSaturating(int, int, ref long)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AddSaturating<TLanes>(TLanes a, TLanes b, ref long saturations) where TLanes : struct, ILanes<TLanes>
    {
        var sum = a + b;
        var overflow = (a ^ sum) & (b ^ sum);
        if (TLanes.Signs(overflow) == 0) return sum;
        saturations += BitOperations.PopCount(TLanes.Signs(overflow));
        return TLanes.Select(overflow >> 31, End(a), sum);
    }

    /// <summary>Twin of <see cref="Round.AddSaturating(int, int, int, ref long)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AddSaturating<TLanes>(TLanes a, TLanes b, TLanes c, ref long saturations)
        where TLanes : struct, ILanes<TLanes>
    {
        var partial = a + b;
        var sum = partial + c;
        var firstOverflow = (a ^ partial) & (b ^ partial);
        var secondOverflow = (partial ^ sum) & (c ^ sum);
        return TLanes.Signs(firstOverflow | secondOverflow) == 0
            ? sum
            : Saturate(sum, Direction(firstOverflow, a), Direction(secondOverflow, c), ref saturations);
    }

    /// <summary>Twin of <see cref="Round.RaiseThreshold"/>: with a rise of 0 or more, only a wrapped sum is below the threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes RaiseThreshold<TLanes>(TLanes threshold, TLanes adaptation) where TLanes : struct, ILanes<TLanes>
    {
        var raised = threshold + adaptation;
        return TLanes.Select(TLanes.Above(threshold, raised), TLanes.All(int.MaxValue), raised);
    }

    /// <summary>+1 or -1 where a sum left the range on the side of <paramref name="addend"/>'s sign, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Direction<TLanes>(TLanes overflow, TLanes addend) where TLanes : struct, ILanes<TLanes> =>
        (overflow >> 31) & ((addend >> 31) | TLanes.All(1));

    /// <summary>The end of the range on the side of a sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes End<TLanes>(TLanes signed) where TLanes : struct, ILanes<TLanes> =>
        (signed >> 31) ^ TLanes.All(int.MaxValue);

    // Two detours that cancel leave the exact sum; so only their total says whether, and where, it left the range.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes Saturate<TLanes>(TLanes sum, TLanes first, TLanes second, ref long saturations)
        where TLanes : struct, ILanes<TLanes>
    {
        var direction = first + second;
        var outside = TLanes.Above(direction, TLanes.All(0)) | TLanes.Above(TLanes.All(0), direction);
        saturations += BitOperations.PopCount(TLanes.Signs(outside));
        return TLanes.Select(outside, End(direction), sum);
    }
}
