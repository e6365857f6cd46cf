namespace EdgeSnn.Training;

/// <summary>Changes of sample rate: an exact halving or doubling between data sets, and cubic stretching as augmentation.</summary>
public static class Resampling
{
    private const int HalfTaps = 24;

    public static float[] ToRate(float[] samples, int from, int to)
    {
        if (from == to) return samples;
        if (from == 2 * to) return Halve(samples);
        if (2 * from == to) return Stretch(samples, 2f);
        throw new InvalidDataException($"Cannot bring {from} Hz to {to} Hz.");
    }

    /// <summary>Windowed-sinc low-pass at half the new rate, then every other sample.</summary>
    private static float[] Halve(float[] samples)
    {
        var result = new float[samples.Length / 2];
        for (var n = 0; n < result.Length; n++)
        {
            var sum = 0.0;
            for (var k = -HalfTaps; k <= HalfTaps; k++)
            {
                var at = 2 * n + k;
                if (at >= 0 && at < samples.Length) sum += Kernel[k + HalfTaps] * samples[at];
            }

            result[n] = (float)sum;
        }

        return result;
    }

    private static readonly double[] Kernel = MakeKernel();

    private static double[] MakeKernel()
    {
        var kernel = new double[2 * HalfTaps + 1];
        for (var k = -HalfTaps; k <= HalfTaps; k++)
        {
            var x = 0.48 * k;
            var sinc = k == 0 ? 1.0 : Math.Sin(Math.PI * x) / (Math.PI * x);
            kernel[k + HalfTaps] = 0.48 * sinc * (0.54 + 0.46 * Math.Cos(Math.PI * k / (HalfTaps + 1)));
        }

        return kernel;
    }

    /// <summary>Makes the sound <paramref name="factor"/> times as long (and lower) by Catmull-Rom interpolation.</summary>
    public static float[] Stretch(ReadOnlySpan<float> samples, float factor)
    {
        var length = (int)(samples.Length * factor);
        var result = new float[length];
        var step = 1f / factor;
        for (var n = 1; n < length; n++)
        {
            var position = n * step;
            var k = (int)position;
            if (k < 1 || k + 2 >= samples.Length) continue;
            var f = position - k;
            float a = samples[k - 1], b = samples[k], c = samples[k + 1], d = samples[k + 2];
            result[n] = b + 0.5f * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
        }

        return result;
    }
}
