using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary><see cref="FilterBankOptions"/> as they stand in a network file.</summary>
public static class FilterBankModel
{
    /// <summary>Name of the encoder in files and catalogs.</summary>
    public const string Name = "filter-bank";

    /// <summary>Reads the options from a blueprint.</summary>
    /// <param name="model">An encoder named <see cref="Name"/>.</param>
    /// <exception cref="ModelFormatException">A parameter is missing, unknown, repeated or out of range.</exception>
    public static FilterBankOptions Read(EncoderModel model)
    {
        var parameters = new EncoderParameters(model, Name);
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

    /// <summary>Writes the options into a blueprint; <see cref="Read"/> gives them back.</summary>
    /// <param name="options">The options.</param>
    public static EncoderModel Write(FilterBankOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new EncoderModel
        {
            Name = Name,
            Parameters =
            [
                new("sample-rate", options.SampleRate),
                new("bands", options.Bands),
                new("low-hertz", options.LowHertz),
                new("high-hertz", options.HighHertz),
                new("bandwidth-permille", options.BandwidthPermille),
                new("samples-per-tick", options.SamplesPerTick),
                new("envelope-shift", options.EnvelopeShift),
                new("level-floor", options.LevelFloor),
                new("delta", options.Delta),
                new("peak-floor", options.PeakFloor),
                new("peak-decay", options.PeakDecay),
                new("level-range", options.LevelRange),
                new("level-gain-permille", options.LevelGainPermille),
            ],
        };
    }
}
