namespace EdgeSnn.Sensors.Events;

/// <summary>The base of writers that put one event after another: checks their order and gathers small writes.</summary>
/// <param name="stream">Stays open.</param>
internal abstract class RecordWriter(Stream stream) : IEventWriter
{
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _count;
    private long _latest;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<DvsEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (e.Microseconds < _latest)
                throw new ArgumentException($"an event at {e.Microseconds} us behind one at {_latest} us", nameof(events));
            if (e.Polarity > 1)
                throw new ArgumentException($"polarity {e.Polarity}, expected 0 or 1", nameof(events));
            _latest = e.Microseconds;
            WriteEvent(e);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        WriteEnd();
        Flush();
    }

    /// <summary>Puts one event, already checked for order.</summary>
    /// <exception cref="ArgumentException">The format cannot hold it.</exception>
    protected abstract void WriteEvent(in DvsEvent e);

    /// <summary>Puts what is still held back.</summary>
    protected virtual void WriteEnd()
    {
    }

    /// <summary>Room for the next bytes, to be filled by the caller.</summary>
    /// <param name="count">At most 64 Ki [bytes].</param>
    protected Span<byte> Take(int count)
    {
        if (_count + count > _buffer.Length)
            Flush();
        _count += count;
        return _buffer.AsSpan(_count - count, count);
    }

    /// <summary>Puts bytes.</summary>
    protected void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= BufferBytes)
        {
            bytes.CopyTo(Take(bytes.Length));
            return;
        }

        Flush();
        stream.Write(bytes);
    }

    /// <summary>Passes on what was gathered.</summary>
    protected void Flush()
    {
        stream.Write(_buffer, 0, _count);
        _count = 0;
    }

    /// <summary>Refuses a pixel that the format has no bits for.</summary>
    protected static void CheckPixel(in DvsEvent e, int width, int height)
    {
        if (e.X >= width || e.Y >= height)
            throw new ArgumentException($"pixel ({e.X}, {e.Y}), expected one within {width} x {height}");
    }
}
