namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>A file read front to back in records whose length it states itself: no length is believed beyond the file's end.</summary>
internal sealed class BoundedFile(string path) : IDisposable
{
    /// <summary>Longest record that is read; longer ones are damage [bytes].</summary>
    public const int LongestRecord = 1 << 28;

    private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
    private byte[] _buffer = [];

    /// <summary>Offset of the next byte [bytes].</summary>
    public long Position => _stream.Position;

    /// <summary>Bytes from here to the end [bytes].</summary>
    public long Remaining => _stream.Length - _stream.Position;

    /// <summary>How much lies before here, 0 .. 1.</summary>
    public double Share => _stream.Length == 0 ? 0 : _stream.Position / (double)_stream.Length;

    /// <summary>Reads bytes; the memory is good until the next read.</summary>
    /// <returns>False when there are not as many, or too many for one record; nothing is consumed then.</returns>
    public bool TryRead(ulong count, out Memory<byte> bytes)
    {
        bytes = default;
        if (count > (ulong)Remaining || count > LongestRecord)
            return false;
        if (_buffer.Length < (int)count)
            _buffer = new byte[Math.Max((int)count, Math.Min(2 * _buffer.Length, LongestRecord))];
        bytes = _buffer.AsMemory(0, (int)count);
        _stream.ReadExactly(bytes.Span);
        return true;
    }

    /// <summary>Leaves bytes out.</summary>
    /// <returns>False when there are not as many.</returns>
    public bool TrySkip(ulong count)
    {
        if (count > (ulong)Remaining)
            return false;
        _stream.Seek((long)count, SeekOrigin.Current);
        return true;
    }

    /// <summary>Leaves out everything to the end.</summary>
    /// <returns>Bytes left out.</returns>
    public long SkipAll()
    {
        var remaining = Remaining;
        _stream.Seek(0, SeekOrigin.End);
        return remaining;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
