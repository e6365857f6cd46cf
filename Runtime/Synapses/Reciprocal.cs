using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Division by a constant as a multiplication. With m = ceil(2^32 / d) the quotient floor(n m / 2^32) is exact for n and d up
/// to 65536: the error n (m d - 2^32) / d stays below 2^32 / d.
/// </summary>
internal readonly struct Reciprocal(int divisor)
{
    private readonly ulong _multiplier = ((1UL << 32) + (ulong)divisor - 1) / (ulong)divisor;

    /// <summary>The quotient of a dividend of 0 .. 65535, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Divide(int dividend) => (int)((uint)dividend * _multiplier >> 32);
}
