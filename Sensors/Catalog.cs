using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Audio.Capture;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Sensors;

/// <summary>Every sensor and encoder of this project. To add one, write its class and its line here.</summary>
public static class Catalog
{
    private const string StandardInput = "-";

    /// <summary>Sensors that give audio.</summary>
    public static IReadOnlyList<SensorEntry> AudioSensors { get; } =
    [
        new(
            "wav", "WAV file: PCM 8/16/24/32 bits or float, any channels and rate",
            OpenWav),
        new(
            "pcm", "raw 16-bit little-endian mono PCM, as from standard input",
            OpenPcm),
        new(
            "replay", "WAV file paced in real time",
            (address, rate) => new Replay<short>(OpenWav(address, rate), rate, TimeProvider.System)),
        new(
            "alsa", "microphone through libasound (Linux), tried again when it is lost",
            (address, rate) => new Microphone(new AlsaDevice(AlsaAddress.Parse(address)), rate, TimeProvider.System)),
    ];

    /// <summary>Encoders that turn audio into spikes.</summary>
    public static IReadOnlyList<EncoderEntry<short>> AudioEncoders { get; } =
    [
        new(
            FilterBankOptions.EncoderName, "IIR band-pass bank; changes and levels of each band as spikes",
            model => new FilterBankEncoder(FilterBankOptions.Read(model))),
    ];

    /// <summary>Encoders that turn scalar values into spikes.</summary>
    public static IReadOnlyList<EncoderEntry<int>> ScalarEncoders { get; } =
    [
        new(
            RateEncoder.Name, "Poisson spikes, seeded: larger is more often",
            model => new RateEncoder(RateOptions.Read(model, RateEncoder.Name))),
        new(
            RegularRateEncoder.Name, "evenly spaced spikes: larger is more often",
            model => new RegularRateEncoder(RateOptions.Read(model, RegularRateEncoder.Name))),
        new(
            LatencyEncoder.Name, "time to first spike: larger is earlier, linear or logarithmic",
            model => new LatencyEncoder(LatencyOptions.Read(model))),
        new(
            GaussianPopulationEncoder.Name, "overlapping Gaussian fields, nearer the center is earlier",
            model => new GaussianPopulationEncoder(GaussianPopulationOptions.Read(model))),
    ];

    /// <summary>Encoders that turn the events of a camera into spikes.</summary>
    public static IReadOnlyList<EncoderEntry<DvsEvent>> EventEncoders { get; } =
    [
        new(
            EventGridOptions.EncoderName, "event camera on a grid of cells: one spike or a count per cell, polarity and tick",
            model => new EventGridEncoder(EventGridOptions.Read(model))),
    ];

    /// <summary>Builds the audio encoder that a blueprint names.</summary>
    /// <param name="model">The blueprint's encoder.</param>
    /// <exception cref="ModelFormatException">Unknown name, or wrong parameters.</exception>
    public static IEncoder<short> CreateAudioEncoder(EncoderModel model) => Create(AudioEncoders, model);

    /// <summary>Builds the scalar encoder that a blueprint names.</summary>
    /// <param name="model">The blueprint's encoder.</param>
    /// <exception cref="ModelFormatException">Unknown name, or wrong parameters.</exception>
    public static IEncoder<int> CreateScalarEncoder(EncoderModel model) => Create(ScalarEncoders, model);

    /// <summary>Builds the event encoder that a blueprint names.</summary>
    /// <param name="model">The blueprint's encoder.</param>
    /// <exception cref="ModelFormatException">Unknown name, or wrong parameters.</exception>
    public static IEncoder<DvsEvent> CreateEventEncoder(EncoderModel model) => Create(EventEncoders, model);

    private static IEncoder<TSample> Create<TSample>(IReadOnlyList<EncoderEntry<TSample>> entries, EncoderModel model)
        where TSample : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var entry in entries)
        {
            if (entry.Name == model.Name)
                return entry.Create(model);
        }

        throw new ModelFormatException(
            "encoder.name", $"\"{model.Name}\"", string.Join(", ", entries.Select(entry => entry.Name)));
    }

    private static WavSensor OpenWav(string address, int rate)
        => address == StandardInput
            ? new WavSensor(Console.OpenStandardInput(), "standard input", rate)
            : new WavSensor(address, rate);

    private static PcmSensor OpenPcm(string address, int rate)
        => new(address == StandardInput ? Console.OpenStandardInput() : AudioFile.Open(address), rate, rate);
}
