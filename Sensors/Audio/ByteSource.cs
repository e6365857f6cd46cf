namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// A forward-only window of fixed size over a stream, with the offset of its first byte. Sizes that a file states never
/// decide how much memory is taken.
/// </summary>
internal sealed class ByteSource : IDisposable
{
    // A WAV frame is at most 65,535 bytes (its block align is a 16-bit field), so any one frame fits.
    public const int Capacity = 1 << 16;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[Capacity];
    private int _start;
    private int _end;

    public ByteSource(Stream stream, string name)
    {
        _stream = stream;
        Name = name;
    }

    /// <summary>The file's path, or what stands for it.</summary>
    public string Name { get; }

    /// <summary>Offset of the next byte, counted from where the stream stood at first [bytes].</summary>
    public long Position { get; private set; }

    /// <summary>Bytes from <see cref="Position"/> to the end, or -1 when the stream cannot tell [bytes].</summary>
    public long Remaining => _stream.CanSeek ? _stream.Length - _stream.Position + (_end - _start) : -1;

    /// <summary>
    /// Gives the next bytes without consuming them: at least <paramref name="minimum"/> unless the stream ends before, at
    /// most <paramref name="maximum"/>. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Peek(int minimum, int maximum)
    {
        if (_end - _start < minimum)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            while (_end < minimum && Fill())
            {
            }
        }

        return _buffer.AsSpan(_start, Math.Min(_end - _start, maximum));
    }

    /// <summary>Consumes bytes that <see cref="Peek"/> gave.</summary>
    public void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Consumes up to <paramref name="count"/> bytes; fewer only at the end of the stream.</summary>
    /// <returns>Bytes skipped.</returns>
    public long Skip(long count)
    {
        var left = count;
        while (left > 0)
        {
            var here = (int)Math.Min(Peek(1, Capacity).Length, left);
            if (here == 0)
                break;
            Advance(here);
            left -= here;
        }

        return count - left;
    }

    public void Dispose() => _stream.Dispose();

    private bool Fill()
    {
        try
        {
            var read = _stream.Read(_buffer, _end, Capacity - _end);
            _end += read;
            return read > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AudioFormatException(Name, Position, "stream", error.Message, "readable bytes", error);
        }
    }
}
