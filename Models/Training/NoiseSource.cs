namespace EdgeSnn.Training;

/// <summary>Stretches of noise of unit power: cut from the background recordings, or synthetic with a random color.</summary>
public sealed class NoiseSource(IReadOnlyList<Recording> backgrounds)
{
    /// <summary>Fills <paramref name="into"/> with noise of mean square 1; six in ten are recorded.</summary>
    public void Fill(Span<float> into, Dice dice)
    {
        if (backgrounds.Count > 0 && dice.Chance(0.6f))
            Cut(into, dice);
        else
            Synthesize(into, dice);
        Normalize(into);
    }

    /// <summary>A stretch of a background recording as it is.</summary>
    public void Cut(Span<float> into, Dice dice)
    {
        var samples = backgrounds[dice.Pick(backgrounds.Count)].Samples;
        var start = dice.Pick(samples.Length);
        for (var n = 0; n < into.Length; n++)
        {
            into[n] = samples[start];
            if (++start == samples.Length) start = 0;
        }
    }

    private static void Synthesize(Span<float> into, Dice dice)
    {
        // White noise through two random one-pole filters; sometimes with a hum and slow swelling.
        var (p1, p2) = (dice.Uniform(-0.6f, 0.98f), dice.Uniform(-0.3f, 0.95f));
        var hum = dice.Chance(0.3f) ? dice.Uniform(0.5f, 4f) : 0f;
        var humStep = dice.Uniform(0.02f, 0.3f);
        var swell = dice.Chance(0.4f) ? dice.Uniform(0.0005f, 0.004f) : 0f;
        float y1 = 0, y2 = 0, phase = dice.Uniform(0, 6.28f);
        for (var n = 0; n < into.Length; n++)
        {
            var white = dice.Uniform(-1f, 1f);
            y1 = p1 * y1 + white;
            y2 = p2 * y2 + y1;
            var value = y2;
            if (hum > 0) value += hum * MathF.Sin(phase + humStep * n);
            if (swell > 0) value *= 1f + 0.8f * MathF.Sin(phase + swell * n);
            into[n] = value;
        }
    }

    private static void Normalize(Span<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples) sum += sample * sample;
        var scale = (float)(1.0 / Math.Sqrt(sum / Math.Max(1, samples.Length) + 1e-3));
        for (var n = 0; n < samples.Length; n++) samples[n] *= scale;
    }
}
