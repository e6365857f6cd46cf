namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Sound that needs no file: half a second each of a gliding buzz, hiss, both and silence, in turn and of changing loudness.
/// Integers only, so that every machine makes the same.
/// </summary>
public static class SyntheticSound
{
    /// <summary>Makes samples.</summary>
    /// <param name="rate">Their rate, 1,000 .. 768,000 [Hz].</param>
    /// <param name="count">How many [samples].</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range, or the count negative.</exception>
    public static short[] Samples(int rate, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 768_000);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var samples = new short[count];
        uint noise = 1, phase = 0, formant = 0;
        for (var n = 0; n < samples.Length; n++)
        {
            var segment = n / (rate / 2);
            var within = n % (rate / 2);
            noise = (noise * 1664525) + 1013904223;
            phase += (uint)((100L + (40 * segment % 130) + (60L * within / rate)) * (1L << 32) / rate);
            formant += (uint)((400L + (700L * segment % 2300) + (1200L * within / rate)) * (1L << 32) / rate);
            var buzz = (Saw(phase) + Saw(formant)) / 2;
            var hiss = (int)noise >> 16;
            var sound = (segment % 4) switch { 0 => buzz, 1 => hiss / 2, 2 => (buzz + (hiss / 4)) / 2, _ => 0 };
            samples[n] = (short)((sound >> (segment % 3)) + (hiss >> 12));
        }

        return samples;
    }

    private static int Saw(uint phase) => ((int)phase >> 16) / 2;
}
