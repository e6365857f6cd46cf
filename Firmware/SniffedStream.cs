namespace EdgeSnn.Firmware;

/// <summary>A forward-only stream whose first bytes were looked at before it is read from its beginning.</summary>
internal sealed class SniffedStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private int _position;

    private SniffedStream(Stream inner, byte[] head)
    {
        _inner = inner;
        _head = head;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Waits for the first four bytes, or for the end of a shorter stream.</summary>
    public static SniffedStream Open(Stream inner)
    {
        var head = new byte[4];
        var count = inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return new SniffedStream(inner, head[..count]);
    }

    /// <summary>True when the stream begins with these bytes, four at most.</summary>
    public bool BeginsWith(ReadOnlySpan<byte> bytes) => _head.AsSpan().StartsWith(bytes);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position == _head.Length)
            return _inner.Read(buffer);
        var count = Math.Min(buffer.Length, _head.Length - _position);
        _head.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
