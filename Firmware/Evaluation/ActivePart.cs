namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// Where in a clip the word is, by its energy: from the first to the last 10 ms frame whose power, averaged over three
/// frames, is within 20 dB of the loudest.
/// </summary>
/// <param name="Start">First sample of the word [samples].</param>
/// <param name="End">First sample after it [samples].</param>
/// <param name="Rms">Root mean square between them [sample units].</param>
public readonly record struct ActivePart(int Start, int End, double Rms)
{
    private const double PowerRatio = 0.01;

    /// <summary>Finds the word; a silent clip is active throughout, with an RMS of 0.</summary>
    public static ActivePart Of(ReadOnlySpan<short> samples, int sampleRate)
    {
        var frame = Math.Max(1, sampleRate / 100);
        var powers = new double[samples.Length / frame];
        for (var index = 0; index < powers.Length; index++)
            powers[index] = MeanSquare(samples.Slice(index * frame, frame));
        var smooth = new double[powers.Length];
        for (var index = 0; index < powers.Length; index++)
            smooth[index] = (powers[Math.Max(0, index - 1)] + powers[index] + powers[Math.Min(powers.Length - 1, index + 1)]) / 3;

        var threshold = smooth.Length == 0 ? 0 : smooth.Max() * PowerRatio;
        if (threshold == 0)
            return new ActivePart(0, samples.Length, Math.Sqrt(MeanSquare(samples)));
        var start = Array.FindIndex(smooth, power => power >= threshold) * frame;
        var end = (Array.FindLastIndex(smooth, power => power >= threshold) + 1) * frame;
        return new ActivePart(start, end, Math.Sqrt(MeanSquare(samples[start..end])));
    }

    /// <summary>Mean of the squared samples; 0 for none.</summary>
    public static double MeanSquare(ReadOnlySpan<short> samples)
    {
        long sum = 0;
        foreach (var sample in samples)
            sum += sample * sample;
        return samples.IsEmpty ? 0 : sum / (double)samples.Length;
    }
}
