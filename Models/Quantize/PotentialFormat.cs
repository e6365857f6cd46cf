namespace EdgeSnn.Models.Quantize;

/// <summary>
/// Chooses the fractional bits F of a population: as many as are useful, while nothing that can happen in one tick
/// overflows, and potentials of many ticks keep clear of saturation as far as bounds or calibration tell.
/// </summary>
internal static class PotentialFormat
{
    /// <summary>Peaks of calibration may be exceeded this often over by other input, where the format has room for it.</summary>
    public const double Headroom = 8;

    // More fractional bits than this change no spike: the leak's own 15 bits dominate the error.
    private const int UsefulBits = 20;

    // A scale of at least 2^5 potential units loses under 2 % of a weight step to its own rounding up.
    private const double SmallestScale = 32;

    // Potentials stay below 2^30, one bit short of saturation.
    private const int RangeBits = 30;

    /// <summary>Fractional bits of a population.</summary>
    /// <param name="bounds">What its weights and dynamics allow.</param>
    /// <param name="step">The step between two weights into it that must stay fine [potential], or 0 when it has no weights.</param>
    /// <param name="peak">The largest potential in calibration [potential], or 0 without calibration.</param>
    public static int Choose(PotentialBounds bounds, double step, double peak)
    {
        var calibrated = peak > 0 && (bounds.Unbounded || Headroom * peak < bounds.Steady);
        var steady = calibrated ? Headroom * peak : bounds.Steady;
        var hard = BitsBelowRange(bounds.OneTick);
        var soft = BitsBelowRange(steady);
        var fine = step > 0 ? (int)Math.Ceiling(Math.Log2(SmallestScale / step)) : 0;
        var wanted = Math.Max(UsefulBits, fine);
        // Worst-case bounds over many ticks are pessimistic: they give way before the weights become coarse. What
        // calibration has seen does not give way.
        var least = peak > 0 ? Math.Min(fine, BitsBelowRange(peak)) : fine;
        return Math.Clamp(Math.Min(hard, Math.Max(Math.Min(wanted, soft), least)), 0, 24);
    }

    private static int BitsBelowRange(double magnitude) =>
        magnitude <= 0 ? RangeBits : (int)Math.Floor(RangeBits - Math.Log2(magnitude));
}
