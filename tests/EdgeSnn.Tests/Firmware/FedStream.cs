using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace EdgeSnn.Tests.Firmware;

/// <summary>A pipe as standard input: a read waits until the test feeds samples or ends it.</summary>
public sealed class FedStream : Stream
{
    private readonly BlockingCollection<byte[]> _chunks = [];
    private byte[] _chunk = [];
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Feed(short[] samples) => _chunks.Add(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());

    public void End() => _chunks.CompleteAdding();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position == _chunk.Length)
        {
            if (!_chunks.TryTake(out var next, Timeout.Infinite))
                return 0;
            (_chunk, _position) = (next, 0);
        }

        var taken = Math.Min(count, _chunk.Length - _position);
        _chunk.AsSpan(_position, taken).CopyTo(buffer.AsSpan(offset));
        _position += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
