using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware;

/// <summary>Opens what <c>--audio</c> names, at the rate the network wants.</summary>
internal static class AudioInput
{
    private const string SampleRateParameter = "sample-rate";

    /// <summary>Rate of the samples a network takes [Hz].</summary>
    /// <exception cref="ModelFormatException">The network's encoder takes no audio.</exception>
    public static int SampleRateOf(NetworkModel model)
    {
        foreach (var parameter in model.Encoder.Parameters)
        {
            if (parameter.Name == SampleRateParameter)
                return parameter.Value;
        }

        throw new ModelFormatException("encoder.sample-rate", $"none in {model.Encoder.Name}", "an audio encoder");
    }

    /// <summary>A WAV file, or standard input.</summary>
    /// <param name="audio">A path, or <c>-</c>.</param>
    /// <param name="rawRate">Rate of raw samples, or null for the network's own [Hz].</param>
    /// <param name="modelRate">Rate the network wants [Hz].</param>
    /// <param name="terminal">Has standard input.</param>
    public static ISensor<short> Open(string audio, int? rawRate, int modelRate, Terminal terminal)
        => audio == "-"
            ? new StandardInput(terminal.OpenInput, rawRate ?? modelRate, modelRate)
            : new WavSensor(audio, modelRate);

    /// <summary>The same samples at the pace at which they were recorded.</summary>
    public static ISensor<short> InRealTime(ISensor<short> sensor, int modelRate, Terminal terminal)
        => new Replay<short>(sensor, modelRate, terminal.Time);
}
