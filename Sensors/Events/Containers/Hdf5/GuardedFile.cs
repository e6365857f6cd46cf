using System.Runtime.CompilerServices;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>
/// Stands between a file and the HDF5 library, which trusts what it reads: a cycle in a damaged file makes it go on without end, a
/// length makes it allocate that much. Its reads, stack and allocations are bounded here by the file's length.
/// </summary>
internal sealed class GuardedFile(string path) : Stream
{
    private const long FreeReads = 100_000;
    private const long FreeBytes = 64 << 20;
    private const long FreeAllocation = 128 << 20;
    private const long Generosity = 64;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
    private readonly long _allocatedAtStart = GC.GetAllocatedBytesForCurrentThread();
    private long _reads;
    private long _bytes;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <inheritdoc/>
    public override long Position { get => _file.Position; set => Seek(value, SeekOrigin.Begin); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _reads++;
        _bytes += buffer.Length;
        if (_reads > FreeReads + Length || _bytes > FreeBytes + Generosity * Length)
            throw Refusal("references that lead in circles", "a file that is read once");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Refusal("structures nested without end", "a few levels");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedAtStart > FreeAllocation + Generosity * Generosity * Length)
            throw Refusal("lengths that the file cannot hold", "lengths within the file");
        if (buffer.Length > Length - _file.Position)
            throw Refusal($"a reference to {buffer.Length} bytes", $"within the {Length} bytes of the file");
        _file.ReadExactly(buffer);
        return buffer.Length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _file.Position + offset,
            _ => Length + offset,
        };
        return target >= 0 ? _file.Seek(target, SeekOrigin.Begin) : throw Refusal($"a reference to {target}", "within the file");
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private EventFormatException Refusal(string found, string expected) => new("HDF5 structure", found, expected, _file.Position);
}
