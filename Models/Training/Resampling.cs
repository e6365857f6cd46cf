namespace EdgeSnn.Training;

/// <summary>Stretching in time, as augmentation.</summary>
public static class Resampling
{
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
