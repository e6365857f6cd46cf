namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// Powers of two of negative numbers in integers: a table of 64 steps per octave, linear between them; relative error
/// below 2^-15.
/// </summary>
public static class Exponential
{
    /// <summary>Fractional bits of the exponent.</summary>
    public const int ExponentFractionBits = 16;

    /// <summary>Fractional bits of the result: 2^0 is 2^30.</summary>
    public const int ResultFractionBits = 30;

    // 2^(-k/64) in Q2.30 for k = 0 .. 64.
    private static ReadOnlySpan<int> Table =>
    [
        1073741824, 1062175491, 1050733751, 1039415261, 1028218693, 1017142735,
        1006186087, 995347464, 984625594, 974019220, 963527098, 953147997,
        942880699, 932724001, 922676710, 912737649, 902905651, 893179563,
        883558244, 874040567, 864625413, 855311680, 846098274, 836984114,
        827968132, 819049271, 810226483, 801498734, 792865000, 784324269,
        775875538, 767517817, 759250125, 751071493, 742980960, 734977579,
        727060411, 719228525, 711481005, 703816941, 696235434, 688735596,
        681316545, 673977412, 666717336, 659535466, 652430958, 645402981,
        638450708, 631573326, 624770026, 618040012, 611382493, 604796689,
        598281827, 591837143, 585461881, 579155293, 572916640, 566745190,
        560640218, 554601009, 548626854, 542717053, 536870912,
    ];

    /// <summary>2 to the power of minus <paramref name="magnitude"/>.</summary>
    /// <param name="magnitude">How far below zero the exponent lies, Q16, at least 0; negative counts as 0.</param>
    /// <returns>Q2.30, 2^30 down to 0.</returns>
    public static int PowerOfTwoBelowOne(long magnitude)
    {
        if (magnitude <= 0)
            return Table[0];
        var octave = magnitude >> ExponentFractionBits;
        if (octave > ResultFractionBits)
            return 0;
        var fraction = (int)(magnitude & ((1 << ExponentFractionBits) - 1));
        var step = fraction >> 10;
        var within = fraction & 1023;
        var value = Table[step] - (int)(((long)(Table[step] - Table[step + 1]) * within) >> 10);
        return value >> (int)octave;
    }
}
