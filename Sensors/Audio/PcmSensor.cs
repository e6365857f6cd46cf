using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Raw signed 16-bit little-endian PCM from a stream, such as standard input, as mono samples at the model's rate. A
/// thread of its own reads the stream, so a read here waits at most <see cref="DeadlineMilliseconds"/>. Owned by the
/// sensor thread; reading allocates nothing.
/// </summary>
public sealed class PcmSensor : ISensor<short>
{
    /// <summary>Longest time a read waits for the stream [ms].</summary>
    public const int DeadlineMilliseconds = 10;

    private const int BlockFrames = 1024;

    private readonly StreamPump _pump;
    private readonly WavFormat _format;
    private readonly string _name;
    private readonly Resampler _resampler;
    private readonly byte[] _bytes;
    private readonly short[] _block = new short[BlockFrames];
    private long _bytesTaken;
    private int _byteCount;
    private int _blockStart;
    private int _blockEnd;

    /// <summary>Starts reading a stream.</summary>
    /// <param name="stream">Raw frames of 16-bit samples; disposed with the sensor.</param>
    /// <param name="inputRate">Rate of the stream, 1 .. 768,000 [Hz].</param>
    /// <param name="sampleRate">Rate of the samples given, 1,000 .. 768,000 [Hz].</param>
    /// <param name="channels">Interleaved channels of the stream, 1 .. 32, mixed to one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or <paramref name="channels"/> is out of range.</exception>
    public PcmSensor(Stream stream, int inputRate, int sampleRate, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 32);
        _resampler = new Resampler(inputRate, sampleRate);
        _format = new WavFormat(channels, inputRate, 16, IsFloat: false);
        _bytes = new byte[BlockFrames * _format.BytesPerFrame];
        _name = "raw PCM";
        _pump = new StreamPump(stream);
    }

    /// <summary>Bytes at the end of the stream that were no whole frame, known once the stream is over [bytes].</summary>
    public int TrailingBytes => _byteCount;

    /// <summary>Writes the next samples, or says that none came within the deadline.</summary>
    /// <param name="destination">Owned by the caller; at least one sample long.</param>
    /// <param name="count">Samples written, 0 unless the status is <see cref="SensorStatus.Data"/>.</param>
    /// <exception cref="AudioFormatException">The stream failed.</exception>
    public SensorStatus Read(Span<short> destination, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length);
        while ((count = _resampler.Read(destination)) == 0)
        {
            if (_resampler.IsComplete)
                return SensorStatus.EndOfStream;
            if (_blockStart == _blockEnd && !NextBlock(out var ended))
            {
                if (!ended)
                    return SensorStatus.Waiting;
                _resampler.Complete();
                continue;
            }

            _blockStart += _resampler.Write(_block.AsSpan(_blockStart, _blockEnd - _blockStart));
        }

        return SensorStatus.Data;
    }

    /// <summary>Stops reading and closes the stream.</summary>
    public void Dispose() => _pump.Dispose();

    private bool NextBlock(out bool ended)
    {
        int taken;
        try
        {
            taken = _pump.Take(_bytes.AsSpan(_byteCount), DeadlineMilliseconds, out ended);
        }
        catch (IOException error)
        {
            throw new AudioFormatException(_name, _bytesTaken, "stream", error.Message, "readable bytes", error);
        }

        _bytesTaken += taken;
        _byteCount += taken;
        var frames = _byteCount / _format.BytesPerFrame;
        FrameMixer.Mix(_format, _bytes, _block.AsSpan(0, frames));
        var used = frames * _format.BytesPerFrame;
        _bytes.AsSpan(used, _byteCount - used).CopyTo(_bytes);
        _byteCount -= used;
        _blockStart = 0;
        _blockEnd = frames;
        // Part of a frame came: as good as nothing yet.
        return frames > 0;
    }
}
