namespace EdgeSnn.Tests.Sensors;

/// <summary>A pipe: cannot seek, and gives a few bytes per read.</summary>
internal sealed class PipeLikeStream(byte[] content, int bytesPerRead) : MemoryStream(content)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, bytesPerRead));
}

/// <summary>A pipe whose writer goes silent: the read returns only when the stream is closed.</summary>
internal sealed class SilentStream : MemoryStream
{
    private readonly ManualResetEventSlim _closed = new();

    public override int Read(byte[] buffer, int offset, int count)
    {
        _closed.Wait();
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _closed.Set();
        base.Dispose(disposing);
    }
}

/// <summary>A device that fails after its first bytes.</summary>
internal sealed class FailingStream(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        return read > 0 ? read : throw new IOException("the device is gone");
    }
}
