namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// What is left of a potential after one tick: Q0.15, unsigned, [0, 1) in steps of 2^-15 (the value 32768, exactly 1,
/// is allowed and means no leak). The product with a potential is 64-bit and rounded toward zero.
/// </summary>
/// <param name="Raw">The stored integer, 0 .. 32768 [2^-15].</param>
public readonly record struct Decay(int Raw)
{
    /// <summary>Fractional bits of <see cref="Raw"/>.</summary>
    public const int FractionBits = 15;

    /// <summary>The raw value that means no leak.</summary>
    public const int One = 1 << FractionBits;

    /// <summary>k of a decay of exactly 1 - 2^-k, which an arithmetic shift by k can take; 1 .. 15, or 0 for any other decay.</summary>
    public int Shift
    {
        get
        {
            var lost = One - Raw;
            return Raw > 0 && int.IsPow2(lost) ? FractionBits - int.TrailingZeroCount(lost) : 0;
        }
    }

    /// <summary>Wraps a stored integer; exact.</summary>
    /// <param name="raw">0 .. 32768 [2^-15].</param>
    public static Decay FromRaw(int raw) => new(raw);
}
