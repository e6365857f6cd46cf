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

    /// <summary>Reads the options from a blueprint.</summary>
    /// <param name="model">An encoder named <see cref="EncoderName"/>.</param>
    /// <exception cref="ModelFormatException">A parameter is missing, unknown, repeated or out of range.</exception>
    public static FilterBankOptions Read(EncoderModel model)
    {
        var parameters = new EncoderParameters(model, EncoderName);
        var options = new FilterBankOptions
        {
            SampleRate = parameters.Take("sample-rate"),
            Bands = parameters.Take("bands"),
            LowHertz = parameters.Take("low-hertz"),
            HighHertz = parameters.Take("high-hertz"),
            BandwidthPermille = parameters.Take("bandwidth-permille"),
            SamplesPerTick = parameters.Take("samples-per-tick"),
            EnvelopeShift = parameters.Take("envelope-shift"),
            LevelFloor = parameters.Take("level-floor"),
            Delta = parameters.Take("delta"),
            PeakFloor = parameters.Take("peak-floor"),
            PeakDecay = parameters.Take("peak-decay"),
            LevelRange = parameters.Take("level-range"),
            LevelGainPermille = parameters.Take("level-gain-permille"),
        };
        parameters.Check(options.Validate);
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
        OptionRange.Check(SampleRate, 1000, 384000, nameof(SampleRate));
        OptionRange.Check(Bands, 1, 64, nameof(Bands));
        OptionRange.Check(LowHertz, 10, SampleRate / 2 - 2, nameof(LowHertz));
        OptionRange.Check(HighHertz, LowHertz + 1, SampleRate / 2 - 1, nameof(HighHertz));
        OptionRange.Check(BandwidthPermille, 100, 4000, nameof(BandwidthPermille));
        OptionRange.Check(SamplesPerTick, 1, 8192, nameof(SamplesPerTick));
        OptionRange.Check(EnvelopeShift, 0, 8, nameof(EnvelopeShift));
        OptionRange.Check(LevelFloor, 0, 1 << 16, nameof(LevelFloor));
        OptionRange.Check(Delta, 64, 1 << 16, nameof(Delta));
        OptionRange.Check(PeakFloor, 0, 1 << 16, nameof(PeakFloor));
        OptionRange.Check(PeakDecay, 0, 1 << 16, nameof(PeakDecay));
        OptionRange.Check(LevelRange, 64, 1 << 17, nameof(LevelRange));
        OptionRange.Check(LevelGainPermille, 0, 1000, nameof(LevelGainPermille));
    }
}
