namespace EdgeSnn.Models.Quantize;

/// <summary>
/// Scales of a graded projection: a weight of q units passes on q * S * v / 2^shift potential units, and S / 2^shift is to be
/// step * 2^(F post - F pre) as closely as the products leave room for.
/// </summary>
internal static class GradedScale
{
    private const int MaxShift = 62;

    // The sum of abs(q) * S over all synapses stays below this, so that times a 32-bit potential it fits 63 bits.
    private const double LargestSum = 1L << 31;

    private const int LargestScale = 1 << 20;

    /// <summary>The scales and the shift.</summary>
    /// <param name="steps">Step between two weights per channel [post potential per pre potential].</param>
    /// <param name="sums">Sum of the magnitudes of all weights per channel.</param>
    /// <param name="fractionBits">Of the pre and the post population.</param>
    public static (int[] Scale, int Shift) Choose(double[] steps, double[] sums, (int Pre, int Post) fractionBits)
    {
        var gains = Array.ConvertAll(steps, s => Math.ScaleB(s, fractionBits.Post - fractionBits.Pre));
        var shift = 0;
        while (shift < MaxShift && Fits(gains, steps, sums, shift + 1))
            shift++;
        return (Array.ConvertAll(gains, g => Scale(g, shift)), shift);
    }

    private static bool Fits(double[] gains, double[] steps, double[] sums, int shift)
    {
        for (var j = 0; j < gains.Length; j++)
        {
            if (gains[j] == 0)
                continue;
            var scale = Math.Ceiling(Math.ScaleB(gains[j], shift));
            if (scale > LargestScale || scale * sums[j] / steps[j] > LargestSum)
                return false;
        }
        return true;
    }

    private static int Scale(double gain, int shift) => (int)Math.Clamp(Math.Ceiling(Math.ScaleB(gain, shift)), 1, int.MaxValue);
}
