using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Audio.Capture;

namespace EdgeSnn.Firmware;

/// <summary>Opens what <c>--audio</c> names, at the rate the network wants, and joins it to a network.</summary>
internal static class AudioInput
{
    private const string SampleRateParameter = "sample-rate";
    private const int ReadsPerSecond = 100;
    private const int RingMilliseconds = 500;
    private const string WasapiScheme = "wasapi:";

    /// <summary>How microphones are written, for helps.</summary>
    public static IReadOnlyList<(string Syntax, string Description)> Microphones { get; } =
    [
        (AlsaAddress.Syntax, "through libasound, as alsa:plughw:1,0 or alsa:default (Linux)"),
        .. Adapters.Wasapi.Sources,
    ];

    /// <summary>Rate of the samples a network takes [Hz].</summary>
    /// <exception cref="ModelFormatException">
    /// The network's encoder takes no audio, or does not fit the network: other channels than inputs, or another tick.
    /// </exception>
    public static int SampleRateOf(NetworkModel model)
    {
        var rate = 0;
        foreach (var parameter in model.Encoder.Parameters)
        {
            if (parameter.Name == SampleRateParameter)
                rate = parameter.Value;
        }

        if (rate == 0)
            throw new ModelFormatException("encoder.sample-rate", $"none in {model.Encoder.Name}", "an audio encoder");
        var encoder = Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        if (encoder.ChannelCount != model.Populations[0].Size)
            throw new ModelFormatException("populations[0].size", $"{model.Populations[0].Size}", $"{encoder.ChannelCount}, the encoder's channels");
        var tick = 1_000_000L * encoder.SamplesPerTick / rate;
        if (tick != model.TickMicroseconds)
            throw new ModelFormatException("tick", $"{model.TickMicroseconds} us", $"{tick} us, the encoder's");
        return rate;
    }

    /// <summary>What a device has to know about a sensor of samples at the network's rate.</summary>
    /// <exception cref="ModelFormatException">The network takes no audio, or its encoder does not fit it.</exception>
    public static DeviceInput<short> Join(NetworkModel model, ISensor<short> sensor)
    {
        var rate = SampleRateOf(model);
        var encoder = Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        // Whole ticks, for a paced sensor gives ticks, and no less than a period of a microphone.
        var chunk = Math.Max(1, ((rate / ReadsPerSecond) + encoder.SamplesPerTick - 1) / encoder.SamplesPerTick) * encoder.SamplesPerTick;
        return new DeviceInput<short>
        {
            Sensor = sensor,
            Encoder = encoder,
            SamplesPerSecond = rate,
            ChunkCapacity = chunk,
            RingCapacity = Math.Max(2 * chunk, (int)((long)rate * RingMilliseconds / 1000)),
            Health = sensor is Microphone microphone ? () => (microphone.Overruns, microphone.Losses) : null,
            // A square wave.
            Rehearsal = position => (short)((position & 8) == 0 ? 8000 : -8000),
        };
    }

    /// <summary>True when this names a microphone, which sets its own pace.</summary>
    public static bool IsLive(string audio) => AlsaAddress.Names(audio) || audio.StartsWith(WasapiScheme, StringComparison.Ordinal);

    /// <summary>A WAV file, standard input, or a microphone.</summary>
    /// <param name="audio">A path, <c>-</c>, or the address of a microphone.</param>
    /// <param name="rawRate">Rate of raw samples, or null for the network's own [Hz].</param>
    /// <param name="modelRate">Rate the network wants [Hz].</param>
    /// <param name="terminal">Has standard input.</param>
    /// <exception cref="UsageException">The address of a microphone is malformed.</exception>
    /// <exception cref="DeviceException">The microphone cannot be had.</exception>
    public static ISensor<short> Open(string audio, int? rawRate, int modelRate, Terminal terminal)
        => audio == "-" ? new StandardInput(terminal.OpenInput, rawRate ?? modelRate, modelRate)
            : IsLive(audio) ? OpenMicrophone(audio, modelRate, terminal)
            : new WavSensor(audio, modelRate);

    /// <summary>The same samples at the pace at which they were recorded.</summary>
    public static ISensor<short> InRealTime(ISensor<short> sensor, NetworkModel model, Terminal terminal)
    {
        var rate = SampleRateOf(model);
        return new Replay<short>(sensor, rate, terminal.Time, Math.Max(1, (int)((long)rate * model.TickMicroseconds / 1_000_000)));
    }

    private static Microphone OpenMicrophone(string audio, int modelRate, Terminal terminal)
    {
        try
        {
            ICaptureDevice device = AlsaAddress.Names(audio) ? new AlsaDevice(AlsaAddress.Parse(audio)) : Adapters.Wasapi.Open(audio[WasapiScheme.Length..]);
            var microphone = new Microphone(device, modelRate, terminal.Time);
            terminal.Error.WriteLine($"{microphone.Address}: {Verbs.MicrophoneSummary.Describe(microphone.Format)}");
            return microphone;
        }
        catch (FormatException error)
        {
            throw new UsageException(error.Message);
        }
        catch (IOException error)
        {
            throw new DeviceException(error.Message, error);
        }
    }
}
