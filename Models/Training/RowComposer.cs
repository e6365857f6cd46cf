using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>Settings of <see cref="RowComposer"/>.</summary>
public sealed record RowOptions
{
    public required FilterBankOptions Bank { get; init; }

    /// <summary>Ticks of a row that stands alone, as a clip scored from reset.</summary>
    public int ClipTicks { get; init; } = 125;

    /// <summary>Ticks of a row cut from a running stream.</summary>
    public int StreamTicks { get; init; } = 175;

    /// <summary>Ticks of noise the encoder hears before a stream row begins.</summary>
    public int PrerollTicks { get; init; } = 50;

    /// <summary>Ticks after a word's end during which it may still be recognized.</summary>
    public int LagTicks { get; init; } = 45;

    /// <summary>True when clips carry silence around the word (Speech Commands), false when they are cut tight.</summary>
    public bool IsPadded { get; init; } = true;

    public AugmentationOptions Augmentation { get; init; } = new();
}

/// <summary>
/// Composes a training row from a recording: varied sound, at a random place, in noise at a random level, possibly after
/// the tail of another word, through one of nine banks whose bands are shifted by up to 12 % (vocal tract length).
/// </summary>
public sealed class RowComposer
{
    private const int Warps = 9;

    private readonly RowOptions _options;
    private readonly Augmentation _augmentation;
    private readonly NoiseSource _noise;
    private readonly FilterBankEncoder[] _encoders = new FilterBankEncoder[Warps];

    public RowComposer(RowOptions options, NoiseSource noise)
    {
        _options = options;
        _noise = noise;
        _augmentation = new Augmentation(options.Augmentation, options.Bank.SampleRate);
        for (var k = 0; k < Warps; k++)
        {
            var rate = options.Bank.SampleRate * (100 + 3 * (k - Warps / 2)) / 100;
            var high = Math.Min(options.Bank.HighHertz, (int)(rate * 0.48));
            _encoders[k] = new FilterBankEncoder(options.Bank with { SampleRate = rate, HighHertz = high });
        }
    }

    /// <summary>A row of a running stream or a clip from reset; <paramref name="before"/> is a word whose tail may come first.</summary>
    public SpikeRow Compose(Recording? word, Recording? before, int label, bool isStream, Dice dice)
    {
        var perTick = _options.Bank.SamplesPerTick;
        var skip = isStream ? _options.PrerollTicks : 0;
        var ticks = isStream ? _options.StreamTicks : _options.ClipTicks;
        var buffer = new float[(skip + ticks) * perTick];
        var peak = 8000f * MathF.Pow(2f, dice.Uniform(-3f, 1.6f));
        var target = new RowTarget(label, 0, 0);
        if (word is null)
        {
            FillQuiet(buffer, dice);
        }
        else
        {
            target = PlaceWord(buffer, word, peak, label, skip, isStream, dice);
            if (isStream && before is not null) PlaceTail(buffer, before, peak, (skip + target.Start) * perTick, dice);
            if (isStream || dice.Chance(0.6f)) AddNoise(buffer, peak, isStream, dice);
        }

        return SpikeRow.Encode(_encoders[dice.Pick(Warps)], ToSamples(buffer), skip, target);
    }

    /// <summary>A clip as it is, from reset: for scoring.</summary>
    public SpikeRow Plain(Recording word, int label)
    {
        var samples = new float[_options.ClipTicks * _options.Bank.SamplesPerTick];
        word.Samples.AsSpan(0, Math.Min(samples.Length, word.Samples.Length)).CopyTo(samples);
        return SpikeRow.Encode(_encoders[Warps / 2], ToSamples(samples), 0, new RowTarget(label, 0, 0));
    }

    private RowTarget PlaceWord(float[] buffer, Recording word, float peak, int label, int skip, bool isStream, Dice dice)
    {
        var perTick = _options.Bank.SamplesPerTick;
        var first = skip * perTick;
        // Clips keep the silence they were recorded with; in streams the audible part is cut out with a little around it.
        var (audibleStart, audibleEnd) = word.Audible;
        var margin = _options.Bank.SampleRate / 50;
        var (from, to) = isStream && _options.IsPadded
            ? (Math.Max(0, audibleStart - margin), Math.Min(word.Samples.Length, audibleEnd + 2 * margin))
            : (0, word.Samples.Length);
        var varied = _augmentation.Vary(word.Samples.AsSpan(from, to - from), dice);
        var stretch = (float)varied.Length / (to - from);
        stretch = MathF.Min(stretch, 1f + _options.Augmentation.Stretch);
        var audibleLength = (int)((audibleEnd - audibleStart) * stretch);
        var room = buffer.Length - first;
        int start;
        if (isStream)
            start = first + dice.Pick(Math.Max(1, room - audibleLength - _options.LagTicks * perTick / 2));
        else if (_options.IsPadded)
            start = dice.Pick(room / 5) - room / 10;
        else
            start = dice.Pick(Math.Max(1, (room - varied.Length) / 2));
        for (var n = 0; n < varied.Length; n++)
        {
            var at = start + n;
            if (at >= 0 && at < buffer.Length) buffer[at] += peak * varied[n];
        }

        var onset = (start - first + (int)((audibleStart - from) * stretch)) / perTick;
        var length = audibleLength / perTick;
        var ticks = room / perTick;
        var zoneStart = Math.Clamp(onset + length / 4, 0, ticks - 20);
        return new RowTarget(label, zoneStart, Math.Clamp(onset + length + _options.LagTicks, zoneStart + 20, ticks));
    }

    /// <summary>The last part of another word, ending well before this one begins.</summary>
    private void PlaceTail(float[] buffer, Recording before, float peak, int zoneStart, Dice dice)
    {
        var (start, end) = before.Audible;
        var gap = (int)(dice.Uniform(0.15f, 0.6f) * _options.Bank.SampleRate);
        var last = zoneStart - gap;
        var level = peak * dice.Uniform(0.4f, 1.2f);
        var varied = _augmentation.Vary(before.Samples.AsSpan(start, end - start), dice);
        for (var n = 0; n < varied.Length; n++)
        {
            var at = last - varied.Length + n;
            if (at >= 0 && at < buffer.Length) buffer[at] += level * varied[n];
        }
    }

    private void AddNoise(float[] buffer, float peak, bool isStream, Dice dice)
    {
        var noise = new float[buffer.Length];
        _noise.Fill(noise, dice);
        // A word's mean power lies some 15 dB under its peak; streams are always noisy, clips often nearly clean.
        var decibels = dice.Uniform(isStream ? 3f : 6f, 40f);
        var gain = peak * 0.18f * MathF.Pow(10f, -decibels / 20f);
        for (var n = 0; n < buffer.Length; n++) buffer[n] += gain * noise[n];
    }

    private void FillQuiet(float[] buffer, Dice dice)
    {
        if (dice.Chance(0.6f))
        {
            _noise.Cut(buffer, dice);
            var gain = dice.Chance(0.4f) ? 1f : MathF.Pow(2f, dice.Uniform(-4f, 1.5f));
            for (var n = 0; n < buffer.Length; n++) buffer[n] *= gain;
        }
        else
        {
            _noise.Fill(buffer, dice);
            var gain = MathF.Pow(2f, dice.Uniform(0f, 11f));
            for (var n = 0; n < buffer.Length; n++) buffer[n] *= gain;
        }
    }

    private static short[] ToSamples(float[] buffer)
    {
        var samples = new short[buffer.Length];
        for (var n = 0; n < buffer.Length; n++) samples[n] = (short)Math.Clamp((int)MathF.Round(buffer[n]), -32768, 32767);
        return samples;
    }
}
