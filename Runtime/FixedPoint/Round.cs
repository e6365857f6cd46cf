namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// The only places where a network rounds or saturates. One rule: a product with a decay is taken exactly and rounded
/// toward zero, so that a potential of either sign reaches exactly 0; a sum is taken exactly and narrowed once to 32 bits,
/// saturating and counted, never wrapping.
/// </summary>
public static class Round
{
    /// <summary>What is left of a potential after one tick: value * decay, rounded toward zero.</summary>
    /// <param name="value">A raw potential or current.</param>
    /// <param name="decay">A raw <see cref="Decay"/>, 0 .. 32768 [2^-15].</param>
    public static int Decay(int value, int decay) => (int)((long)value * decay / FixedPoint.Decay.One);

    /// <summary>Narrows an exact sum to 32 bits; a sum out of range becomes the nearest end and is counted.</summary>
    /// <param name="exact">The exact value.</param>
    /// <param name="saturations">Raised by one when the value did not fit.</param>
    public static int NarrowSaturating(long exact, ref long saturations)
    {
        var narrow = (int)exact;
        if (narrow == exact) return narrow;
        saturations++;
        return exact < 0 ? int.MinValue : int.MaxValue;
    }

    /// <summary>The exact sum of two terms, narrowed once.</summary>
    /// <param name="a">First term.</param>
    /// <param name="b">Second term.</param>
    /// <param name="saturations">Raised by one when the sum did not fit.</param>
    public static int AddSaturating(int a, int b, ref long saturations) =>
        NarrowSaturating((long)a + b, ref saturations);

    /// <summary>The exact sum of three terms, narrowed once: a detour of a partial sum out of range does no harm.</summary>
    /// <param name="a">First term.</param>
    /// <param name="b">Second term.</param>
    /// <param name="c">Third term.</param>
    /// <param name="saturations">Raised by one when the sum did not fit.</param>
    public static int AddSaturating(int a, int b, int c, ref long saturations) =>
        NarrowSaturating((long)a + b + c, ref saturations);

    /// <summary>
    /// A threshold raised by an adaptation of 0 or more. One beyond the range becomes the highest potential; that is no
    /// loss of a value and is not counted.
    /// </summary>
    /// <param name="threshold">The raw threshold at rest.</param>
    /// <param name="adaptation">The raw rise, 0 or more.</param>
    public static int RaiseThreshold(int threshold, int adaptation)
    {
        var raised = (long)threshold + adaptation;
        return raised > int.MaxValue ? int.MaxValue : (int)raised;
    }
}
