namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// The low-pass of a <see cref="Resampler"/>: h(t) = 2 f sinc(2 f t) w(t), a sinc under a Kaiser window (J. F. Kaiser,
/// 1974), sampled at <see cref="PhaseSteps"/> positions between two input samples. Coefficients are Q1.30 and every phase
/// sums to exactly 2^30, so a constant signal passes unchanged.
/// </summary>
/// <remarks>
/// The table comes from additions, multiplications, divisions and square roots of doubles only. IEEE 754 fixes the result
/// of each to the last bit and the compiler does not fuse them, so every machine builds the same integers.
/// </remarks>
internal sealed class ResamplerKernel
{
    public const int FractionBits = 30;

    // 96 taps at the lower of the two rates and beta for 90 dB give a transition band of (90 - 8) / (2.285 * 96) radians:
    // flat up to 0.88 of the lower Nyquist frequency, at least 90 dB down from there on (F. harris, Multirate Signal
    // Processing, 2004).
    private const int TapsAtLowerRate = 96;
    private const double StopBandDecibels = 90.0;
    private const double Beta = 0.1102 * (StopBandDecibels - 8.7);
    private const double TransitionOfNyquist = (StopBandDecibels - 8.0) / (2.285 * TapsAtLowerRate) / Math.PI;

    // Linear interpolation between phases errs by (pi / steps)^2 / 8 of full scale at most: -106 dB for 512.
    private const int InterpolatedSteps = 512;

    // 512 KiB: holds the exact phases of all customary pairs (44,100 to 16,000 takes 160 * 266).
    private const long MaxExactCoefficients = 1 << 17;

    private readonly int[] _coefficients;

    /// <summary>Builds the table for a ratio in lowest terms.</summary>
    public ResamplerKernel(int up, int down)
    {
        if (up == down)
        {
            Taps = PhaseSteps = 1;
            _coefficients = [1 << FractionBits];
            return;
        }

        var stretch = Math.Max(1.0, (double)down / up);
        Taps = 2 * (int)Math.Ceiling(TapsAtLowerRate / 2 * stretch);
        IsInterpolated = (long)up * Taps > MaxExactCoefficients;
        // The kernel is as much smoother as it is longer, so the table need not grow with it.
        PhaseSteps = IsInterpolated ? (int)Math.Ceiling(InterpolatedSteps / stretch) : up;
        _coefficients = new int[(IsInterpolated ? PhaseSteps + 1 : PhaseSteps) * Taps];
        var values = new double[Taps];
        for (var phase = 0; phase * Taps < _coefficients.Length; phase++)
        {
            Sample((double)phase / PhaseSteps, stretch, values);
            Round(values, _coefficients.AsSpan(phase * Taps, Taps));
        }
    }

    /// <summary>Input samples under the kernel [samples].</summary>
    public int Taps { get; }

    /// <summary>Positions per input sample.</summary>
    public int PhaseSteps { get; }

    /// <summary>True when the output falls between two phases.</summary>
    public bool IsInterpolated { get; }

    /// <summary>Coefficients of one phase, Q1.30; length = <see cref="Taps"/>.</summary>
    public ReadOnlySpan<int> Phase(int phase) => _coefficients.AsSpan(phase * Taps, Taps);

    private static void Sample(double fraction, double stretch, double[] values)
    {
        var cutoff = (1.0 - (TransitionOfNyquist / 2.0)) / stretch;
        var half = values.Length / 2;
        for (var tap = 0; tap < values.Length; tap++)
        {
            var time = tap - (half - 1) - fraction;
            var position = time / half;
            var window = Bessel(Beta * Math.Sqrt(Math.Max(0.0, 1.0 - (position * position))));
            values[tap] = Sinc(cutoff * time) * window;
        }
    }

    private static void Round(double[] values, Span<int> coefficients)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        var rest = 1 << FractionBits;
        var largest = 0;
        for (var tap = 0; tap < values.Length; tap++)
        {
            coefficients[tap] = (int)Math.Round(values[tap] / sum * (1 << FractionBits));
            rest -= coefficients[tap];
            if (coefficients[tap] > coefficients[largest])
                largest = tap;
        }

        coefficients[largest] += rest;
    }

    private static double Sinc(double x)
    {
        if (x == 0.0)
            return 1.0;
        // sin(pi x) = +-sin(pi r), r the distance to the nearest integer; then its Taylor series, r^27 and on below 2^-53.
        var nearest = Math.Floor(x + 0.5);
        var angle = (x - nearest) * Math.PI;
        var term = angle;
        var sine = angle;
        for (var k = 2; k <= 26; k += 2)
        {
            term *= -(angle * angle) / (k * (k + 1));
            sine += term;
        }

        var isOdd = Math.Floor(nearest / 2.0) * 2.0 != nearest;
        return (isOdd ? -sine : sine) / (Math.PI * x);
    }

    // Modified Bessel function of the first kind, order 0.
    private static double Bessel(double x)
    {
        var term = 1.0;
        var sum = 1.0;
        for (var k = 1; k <= 40; k++)
        {
            term *= x / (2.0 * k) * (x / (2.0 * k));
            sum += term;
        }

        return sum;
    }
}
