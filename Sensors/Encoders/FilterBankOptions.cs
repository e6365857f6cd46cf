using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Parameters of <see cref="FilterBankEncoder"/>: integers only, so that a network file carries them exactly.
/// Levels are base-2 logarithms of the band envelope in sample units, Q12 (4096 = a factor of two = 6.02 dB).
/// </summary>
public sealed record FilterBankOptions
{
    /// <summary>Fraction bits of every level in these options.</summary>
    public const int LevelFractionBits = 12;

    /// <summary>Sample rate of the audio [Hz].</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>Band-pass channels, 1 to 64 [bands].</summary>
    public int Bands { get; init; } = 40;

    /// <summary>Lowest band edge [Hz].</summary>
    public int LowHertz { get; init; } = 100;

    /// <summary>Highest band edge [Hz], below half the sample rate.</summary>
    public int HighHertz { get; init; } = 7000;

    /// <summary>Bandwidth as a share of the distance between the neighbors' edges [1/1000].</summary>
    public int BandwidthPermille { get; init; } = 650;

    /// <summary>Samples per tick [samples].</summary>
    public int SamplesPerTick { get; init; } = 128;

    /// <summary>The envelope moves by 2^-shift of its distance to the tick's mean; 0 is no smoothing.</summary>
    public int EnvelopeShift { get; init; } = 1;

    /// <summary>Levels below this are treated as this: the noise floor [Q12].</summary>
    public int LevelFloor { get; init; } = 8192;

    /// <summary>Change of level that makes one ON or OFF spike [Q12].</summary>
    public int Delta { get; init; } = 3277;

    /// <summary>The adapted peak never falls below this [Q12].</summary>
    public int PeakFloor { get; init; } = 28672;

    /// <summary>How far the adapted peak falls per tick [Q12].</summary>
    public int PeakDecay { get; init; } = 123;

    /// <summary>Level channels integrate what lies less than this below the peak [Q12].</summary>
    public int LevelRange { get; init; } = 20480;

    /// <summary>Spikes per tick of a level channel at the peak [1/1000].</summary>
    public int LevelGainPermille { get; init; } = 700;

    /// <summary>Name of the encoder in network files and in the catalog.</summary>
    public const string EncoderName = "filter-bank";

    /// <summary>Reads the options a network file carries; a name that is missing keeps its default.</summary>
    /// <param name="parameters">Named integers in any order.</param>
    /// <exception cref="ArgumentException">A name is unknown or a value is out of range.</exception>
    public static FilterBankOptions FromParameters(IReadOnlyList<NamedInteger> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var options = new FilterBankOptions();
        foreach (var (name, value) in parameters)
        {
            options = name switch
            {
                "sample-rate" => options with { SampleRate = value },
                "bands" => options with { Bands = value },
                "low-hertz" => options with { LowHertz = value },
                "high-hertz" => options with { HighHertz = value },
                "bandwidth-permille" => options with { BandwidthPermille = value },
                "samples-per-tick" => options with { SamplesPerTick = value },
                "envelope-shift" => options with { EnvelopeShift = value },
                "level-floor" => options with { LevelFloor = value },
                "delta" => options with { Delta = value },
                "peak-floor" => options with { PeakFloor = value },
                "peak-decay" => options with { PeakDecay = value },
                "level-range" => options with { LevelRange = value },
                "level-gain-permille" => options with { LevelGainPermille = value },
                _ => throw new ArgumentException($"The filter bank has no parameter '{name}'.", nameof(parameters)),
            };
        }

        options.Validate();
        return options;
    }

    /// <summary>The options as a network file carries them, in the order of this record.</summary>
    public NamedInteger[] ToParameters() =>
    [
        new("sample-rate", SampleRate),
        new("bands", Bands),
        new("low-hertz", LowHertz),
        new("high-hertz", HighHertz),
        new("bandwidth-permille", BandwidthPermille),
        new("samples-per-tick", SamplesPerTick),
        new("envelope-shift", EnvelopeShift),
        new("level-floor", LevelFloor),
        new("delta", Delta),
        new("peak-floor", PeakFloor),
        new("peak-decay", PeakDecay),
        new("level-range", LevelRange),
        new("level-gain-permille", LevelGainPermille),
    ];

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is out of its range.</exception>
    public void Validate()
    {
        Check(SampleRate, 1000, 384000, nameof(SampleRate));
        Check(Bands, 1, 64, nameof(Bands));
        Check(LowHertz, 10, SampleRate / 2 - 2, nameof(LowHertz));
        Check(HighHertz, LowHertz + 1, SampleRate / 2 - 1, nameof(HighHertz));
        Check(BandwidthPermille, 100, 4000, nameof(BandwidthPermille));
        Check(SamplesPerTick, 1, 8192, nameof(SamplesPerTick));
        Check(EnvelopeShift, 0, 8, nameof(EnvelopeShift));
        Check(LevelFloor, 0, 1 << 16, nameof(LevelFloor));
        Check(Delta, 64, 1 << 16, nameof(Delta));
        Check(PeakFloor, 0, 1 << 16, nameof(PeakFloor));
        Check(PeakDecay, 0, 1 << 16, nameof(PeakDecay));
        Check(LevelRange, 64, 1 << 17, nameof(LevelRange));
        Check(LevelGainPermille, 0, 1000, nameof(LevelGainPermille));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
    }
}
