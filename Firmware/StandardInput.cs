using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware;

/// <summary>
/// Audio on standard input: a WAV file when it begins like one, raw 16-bit samples otherwise. Which of them is found out at
/// the first read, on the sensor thread, so that outputs are up before the first sound and a silent pipe can be given up.
/// </summary>
internal sealed class StandardInput : ISensor<short>
{
    private readonly Func<Stream> _open;
    private readonly int _rawRate;
    private readonly int _sampleRate;
    private ISensor<short>? _sensor;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="open">Opens the stream.</param>
    /// <param name="rawRate">Rate of raw samples [Hz].</param>
    /// <param name="sampleRate">Rate of the samples given [Hz].</param>
    public StandardInput(Func<Stream> open, int rawRate, int sampleRate)
    {
        _open = open;
        _rawRate = rawRate;
        _sampleRate = sampleRate;
    }

    public SensorStatus Read(Span<short> destination, out int count) => (_sensor ??= Open()).Read(destination, out count);

    public void Dispose() => _sensor?.Dispose();

    private ISensor<short> Open()
    {
        var stream = SniffedStream.Open(_open());
        return stream.BeginsWith("RIFF"u8) || stream.BeginsWith("RF64"u8) || stream.BeginsWith("BW64"u8)
            ? new WavSensor(stream, "standard input", _sampleRate)
            : new PcmSensor(stream, _rawRate, _sampleRate);
    }
}
