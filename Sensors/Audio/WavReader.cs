namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Reads a WAV file as mono 16-bit samples at its own rate: PCM of 8, 16, 24 or 32 bits and IEEE float of 32 or 64, any
/// number of channels, in RIFF, RF64 or BW64 form. Memory is one 64 KiB buffer, whatever the file states. Owned by one
/// thread; reading allocates nothing.
/// </summary>
/// <remarks>A <c>data</c> size left open by a streaming writer means "to the end of the file".</remarks>
public sealed class WavReader : IDisposable
{
    private readonly ByteSource _source;
    private readonly long _dataBytes;
    private readonly long _dataOffset;
    private readonly bool _sized;
    private long _framesLeft;

    /// <summary>Reads the header from a stream.</summary>
    /// <param name="stream">Read from where it stands, forward only; disposed with the reader.</param>
    /// <param name="name">What errors call the stream.</param>
    /// <exception cref="AudioFormatException">Not a WAV file, or one that cannot be read.</exception>
    public WavReader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        _source = new ByteSource(stream, name);
        var header = WavHeader.Read(_source);
        Format = header.Format;
        _dataOffset = header.DataOffset;
        _dataBytes = header.DataBytes;
        _sized = header.DataBytes != WavHeader.UntilEnd;
        _framesLeft = _sized ? header.DataBytes / Format.BytesPerFrame : long.MaxValue;
    }

    /// <summary>How the file stores its samples.</summary>
    public WavFormat Format { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="AudioFormatException">Missing or unreadable, not a WAV file, or one that cannot be read.</exception>
    public static WavReader Open(string path)
    {
        var stream = AudioFile.Open(path);
        try
        {
            return new WavReader(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next samples, mono, at the file's own rate. Allocates nothing.</summary>
    /// <param name="destination">Owned by the caller.</param>
    /// <returns>Samples written; 0 only at the end of the recording or for an empty destination.</returns>
    /// <exception cref="AudioFormatException">The file ends before its stated size, or cannot be read.</exception>
    public int Read(Span<short> destination)
    {
        var count = 0;
        var frameBytes = Format.BytesPerFrame;
        while (count < destination.Length && _framesLeft > 0)
        {
            var wanted = (int)Math.Min(Math.Min(destination.Length - count, ByteSource.Capacity / frameBytes), _framesLeft);
            var bytes = _source.Peek(frameBytes, wanted * frameBytes);
            var frames = bytes.Length / frameBytes;
            if (frames == 0)
            {
                // Whole frames already read are handed over first; the next call comes back here.
                if (count == 0)
                    End(bytes.Length);
                break;
            }

            FrameMixer.Mix(Format, bytes, destination.Slice(count, frames));
            _source.Advance(frames * frameBytes);
            _framesLeft -= frames;
            count += frames;
        }

        return count;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _source.Dispose();

    private void End(int bytesLeft)
    {
        if (_sized)
        {
            var found = _source.Position + bytesLeft - _dataOffset;
            throw WavHeader.Truncated(_source, "data", found, _dataBytes, _dataOffset);
        }

        _framesLeft = 0;
    }
}
