namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Coefficients of the band-pass bank: per band, H(z) = b (1 - z^-2) / (1 + a1 z^-1 + a2 z^-2), used twice in cascade
/// (R. Bristow-Johnson's band-pass of 0 dB peak gain), centers equally spaced on the scale 1127 ln(1 + f/700).
/// Everything is computed with + - * / alone, which IEEE 754 fixes to the bit, and then rounded to Q29:
/// no math library's last digit can change a coefficient, so every machine builds the same bank.
/// </summary>
internal static class FilterBankDesign
{
    /// <summary>Fraction bits of the coefficients: Q29, |a1| &lt; 2 fits signed 32 bits.</summary>
    internal const int FractionBits = 29;

    private const double Pi = 3.141592653589793;
    private const double Ln2 = 0.6931471805599453;

    // A cascade of two equal band-passes is narrower than one: 0.64 restores the bandwidth.
    private const double CascadeQ = 0.64;

    internal static void Compute(FilterBankOptions options, Span<int> b, Span<int> a1, Span<int> a2)
    {
        var bands = options.Bands;
        var low = 1127.0 * Log(1.0 + options.LowHertz / 700.0);
        var high = 1127.0 * Log(1.0 + options.HighHertz / 700.0);
        for (var band = 0; band < bands; band++)
        {
            var lower = Edge(low, high, band, bands);
            var center = Edge(low, high, band + 1, bands);
            var upper = Edge(low, high, band + 2, bands);
            var q = center / (options.BandwidthPermille / 1000.0 * (upper - lower));
            if (q < 0.7) q = 0.7;
            var omega = 2.0 * Pi * center / options.SampleRate;
            var (sin, cos) = SinCos(omega);
            var alpha = sin / (2.0 * CascadeQ * q);
            b[band] = Round(alpha / (1.0 + alpha));
            a1[band] = Round(-2.0 * cos / (1.0 + alpha));
            a2[band] = Round((1.0 - alpha) / (1.0 + alpha));
        }
    }

    private static double Edge(double low, double high, int index, int bands) =>
        700.0 * (Exp((low + (high - low) * index / (bands + 1)) / 1127.0) - 1.0);

    private static int Round(double value)
    {
        var scaled = value * (1 << FractionBits);
        return (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    private static double Exp(double x)
    {
        double term = 1.0, sum = 1.0;
        for (var k = 1; k < 60; k++)
        {
            term = term * x / k;
            sum += term;
        }

        return sum;
    }

    private static double Log(double x)
    {
        var exponent = 0;
        while (x > 1.5)
        {
            x /= 2.0;
            exponent++;
        }

        // ln x = 2 artanh((x - 1)/(x + 1)) for x in 0.75 .. 1.5.
        var y = (x - 1.0) / (x + 1.0);
        double power = y, sum = 0.0;
        for (var k = 1; k < 60; k += 2)
        {
            sum += power / k;
            power = power * y * y;
        }

        return 2.0 * sum + exponent * Ln2;
    }

    private static (double Sin, double Cos) SinCos(double x)
    {
        double term = 1.0, sin = 0.0, cos = 0.0;
        for (var k = 0; k < 40; k += 2)
        {
            var sign = (k & 2) == 0 ? 1.0 : -1.0;
            cos += sign * term;
            term = term * x / (k + 1);
            sin += sign * term;
            term = term * x / (k + 2);
        }

        return (sin, cos);
    }
}
