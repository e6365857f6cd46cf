using System.Runtime.CompilerServices;
using EdgeSnn.Runtime;
using PureHDF;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// Stands between a file and the HDF5 library, which trusts what it reads: a cycle in the file makes it recurse or loop
/// without end, a length field makes it allocate that much. Everything the library does passes through here, so here its
/// reads, stack and allocations are bounded, and <see cref="ReadWatch"/> refuses or mends what it would take wrongly.
/// </summary>
/// <remarks>
/// The library was read at version 2.2.0. It neither loops nor recurses long without reading, except on soft links, which
/// the watch refuses. It allocates what a length field says before it reads: the watch refuses lengths that no file has.
/// </remarks>
internal sealed class GuardedStream : Stream, IDatasetStream
{
    /// <summary>Bytes that deflate can at most give for one byte of input: what no dataset may exceed.</summary>
    public const long MaxCompression = 1032;

    private const long FreeReads = 200_000;
    private const long FreeBytes = 64 << 20;
    private const long FreeAllocation = 128 << 20;
    private const long Generosity = 32;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly ReadWatch _watch;
    private readonly long _allocatedAtStart = GC.GetAllocatedBytesForCurrentThread();
    private long _reads;
    private long _bytes;
    private long _allowed;
    private long _position;

    /// <summary>Guards a file.</summary>
    /// <param name="file">The whole file.</param>
    public GuardedStream(ReadOnlyMemory<byte> file)
    {
        _file = file;
        _watch = new ReadWatch(file, MaxDatasetBytes);
    }

    /// <summary>Most bytes that the datasets of this file can hold together [bytes].</summary>
    public long MaxDatasetBytes => Math.Max(1 << 16, _file.Length * MaxCompression);

    /// <summary>What was refused, even if the library swallowed the exception; null when nothing was.</summary>
    public ModelFormatException? Refusal { get; private set; }

    /// <summary>Where the library read last [bytes from the start].</summary>
    public long LastOffset { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <inheritdoc/>
    public override long Position { get => _position; set => _position = value; }

    /// <summary>Lets the library work on a dataset of a length that was checked.</summary>
    /// <param name="bytes">Its length [bytes].</param>
    public void Allow(long bytes)
    {
        _allowed += bytes;
        if (_allowed > MaxDatasetBytes)
            Refuse($"datasets of {_allowed} bytes", $"at most {MaxDatasetBytes}, {MaxCompression} times the file");
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var start = _position;
        ReadDataset(buffer);
        if (_watch.See((int)start, buffer) is { } refused)
            Refuse(refused, "data within the file, as the reference library writes it");
        return buffer.Length;
    }

    /// <summary>Reads data, which may be anything.</summary>
    /// <param name="buffer">Filled.</param>
    public void ReadDataset(Span<byte> buffer)
    {
        Charge(buffer.Length);
        LastOffset = _position;
        if (_position < 0 || _position > _file.Length - buffer.Length)
            Refuse($"a reference to {buffer.Length} bytes", $"within the {_file.Length} bytes of the file");
        _file.Span.Slice((int)_position, buffer.Length).CopyTo(buffer);
        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _file.Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Charge(int count)
    {
        if (Refusal is not null)
            throw Refusal;
        _reads++;
        _bytes += count;
        if (_reads > FreeReads + _file.Length || _bytes > FreeBytes + (Generosity * (_file.Length + _allowed)))
            Refuse("references that lead in circles", "a file that is read once");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            Refuse("structures nested without end", "a few levels");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - _allocatedAtStart;
        if (allocated > FreeAllocation + (Generosity * (_file.Length + _allowed)))
            Refuse("lengths that the file cannot hold", "lengths within the file");
    }

    private void Refuse(string found, string expected)
    {
        Refusal = new ModelFormatException("HDF5 structure", found, expected, LastOffset);
        throw Refusal;
    }
}
