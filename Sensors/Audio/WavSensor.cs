using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// A WAV file as a source of mono samples at the model's rate, as fast as they are asked for; wrap it in a
/// <see cref="Replay{TSample}"/> for real time. Owned by the sensor thread; reading allocates nothing.
/// </summary>
public sealed class WavSensor : ISensor<short>
{
    private readonly WavReader _reader;
    private readonly Resampler _resampler;
    private readonly short[] _block = new short[4096];
    private int _blockStart;
    private int _blockEnd;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="sampleRate">Rate of the samples given, 1,000 .. 768,000 [Hz].</param>
    /// <exception cref="AudioFormatException">Missing or unreadable, not a WAV file, or one that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is out of range.</exception>
    public WavSensor(string path, int sampleRate)
    {
        Resampler.CheckOutputRate(sampleRate);
        _reader = WavReader.Open(path);
        _resampler = new Resampler(_reader.Format.SampleRate, sampleRate);
    }

    /// <summary>Reads a WAV file from a stream.</summary>
    /// <param name="stream">Read from where it stands, forward only; disposed with the sensor.</param>
    /// <param name="name">What errors call the stream.</param>
    /// <param name="sampleRate">Rate of the samples given, 1,000 .. 768,000 [Hz].</param>
    /// <exception cref="AudioFormatException">Not a WAV file, or one that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is out of range.</exception>
    public WavSensor(Stream stream, string name, int sampleRate)
    {
        Resampler.CheckOutputRate(sampleRate);
        _reader = new WavReader(stream, name);
        _resampler = new Resampler(_reader.Format.SampleRate, sampleRate);
    }

    /// <summary>How the file stores its samples.</summary>
    public WavFormat Format => _reader.Format;

    /// <summary>Writes the next samples; never waits.</summary>
    /// <param name="destination">Owned by the caller; at least one sample long.</param>
    /// <param name="count">Samples written, 0 at the end of the recording.</param>
    /// <exception cref="AudioFormatException">The file ends before its stated size, or cannot be read.</exception>
    public SensorStatus Read(Span<short> destination, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length);
        while ((count = _resampler.Read(destination)) == 0)
        {
            if (_resampler.IsComplete)
                return SensorStatus.EndOfStream;
            if (_blockStart == _blockEnd)
            {
                _blockStart = 0;
                _blockEnd = _reader.Read(_block);
            }

            if (_blockEnd == 0)
                _resampler.Complete();
            else
                _blockStart += _resampler.Write(_block.AsSpan(_blockStart, _blockEnd - _blockStart));
        }

        return SensorStatus.Data;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _reader.Dispose();
}
