namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// One continuous recording made of clips over background. The background under each word is as loud as the
/// speech-to-noise ratio asks (RMS of the word's active part against RMS of the background under it) and goes over
/// exponentially to the loudness under the next; clips keep their own level and fade in and out over 10 ms.
/// </summary>
public sealed class Mixture
{
    private readonly Background? _background;
    private readonly Placement[] _placements;
    private readonly int _fade;
    private readonly double _aloneLevel;

    private Mixture(Background? background, Placement[] placements, double aloneLevel, int sampleRate)
    {
        _background = background;
        _placements = placements;
        _aloneLevel = aloneLevel;
        _fade = sampleRate / 100;
        Length = placements.Length == 0 ? 0 : placements[^1].End + sampleRate;
    }

    /// <summary>Clips by their start.</summary>
    public IReadOnlyList<Placement> Placements => _placements;

    /// <summary>Length, to one second after the last clip [samples].</summary>
    public long Length { get; }

    /// <summary>Places clips on background.</summary>
    /// <param name="clips">In the order in which they are to be heard.</param>
    /// <param name="background">What plays under them, or null for silence.</param>
    /// <param name="options">Ratio, seed and rate.</param>
    public static Mixture Create(IReadOnlyList<LoadedClip> clips, Background? background, MixOptions options)
    {
        var random = new Random(options.Seed);
        var placements = new Placement[clips.Count];
        var noise = new double[clips.Count];
        long start = options.SampleRate;
        for (var index = 0; index < placements.Length; index++)
        {
            var clip = clips[index];
            noise[index] = background is null ? 0 : clip.Active.Rms / Math.Pow(10, options.Snr!.Value / 20);
            var under = background?.Rms(start + clip.Active.Start, clip.Active.End - clip.Active.Start) ?? 1;
            placements[index] = new Placement(clip, start, noise[index] / under);
            // 2 to 4 s from start to start; a long clip pushes the next one to a second after its end.
            var distance = (long)((2 + (2 * random.NextDouble())) * options.SampleRate);
            start += Math.Max(distance, clip.Samples.Length + options.SampleRate);
        }

        Array.Sort(noise);
        return new Mixture(background, placements, noise.Length == 0 ? 0 : noise[noise.Length / 2], options.SampleRate);
    }

    /// <summary>Writes a stretch of the mixture.</summary>
    public void Read(long position, Span<short> destination)
    {
        var next = FirstEndingAfter(position);
        for (var index = 0; index < destination.Length; index++)
        {
            var at = position + index;
            while (next < _placements.Length && _placements[next].End <= at)
                next++;
            var value = _background is null ? 0 : Gain(next, at) * _background.At(at);
            if (next < _placements.Length && at >= _placements[next].Start)
                value += Speech(_placements[next], (int)(at - _placements[next].Start));
            destination[index] = Saturate(value);
        }
    }

    /// <summary>Writes a stretch of the background alone, each recording as loud as the median under the words.</summary>
    public void ReadBackground(long position, Span<short> destination)
    {
        for (var index = 0; index < destination.Length; index++)
        {
            var at = position + index;
            var level = _background!.Level(at);
            destination[index] = Saturate(level == 0 ? 0 : _background.At(at) * _aloneLevel / level);
        }
    }

    private int FirstEndingAfter(long position)
    {
        var (low, high) = (0, _placements.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_placements[middle].End <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private double Gain(int next, long at)
    {
        if (next == 0)
            return _placements[0].Gain;
        if (next == _placements.Length)
            return _placements[^1].Gain;
        var (before, after) = (_placements[next - 1], _placements[next]);
        if (at >= after.Start)
            return after.Gain;
        var share = (at - before.End) / (double)(after.Start - before.End);
        return before.Gain == 0 || after.Gain == 0
            ? before.Gain + (share * (after.Gain - before.Gain))
            : before.Gain * Math.Pow(after.Gain / before.Gain, share);
    }

    private double Speech(in Placement placement, int offset)
    {
        var samples = placement.Clip.Samples;
        var edge = Math.Min(offset + 1, samples.Length - offset);
        return edge < _fade ? samples[offset] * (edge / (double)_fade) : samples[offset];
    }

    private static short Saturate(double value) => (short)Math.Clamp(Math.Round(value), short.MinValue, short.MaxValue);
}
