using System.Buffers.Binary;
using System.Text;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>
/// MCAP: records of a kind, a length and content; chunks of them, plain or packed by LZ4 or Zstandard. Read front to back up to
/// the end of its data, without its index, so that an unfinished file gives what it has.
/// </summary>
internal sealed class McapFile : IBag
{
    private const byte SchemaRecord = 3;
    private const byte ChannelRecord = 4;
    private const byte MessageRecord = 5;
    private const byte ChunkRecord = 6;
    private const byte DataEndRecord = 15;
    private const int RecordHead = 9;
    private const int MessageHead = 22;

    private readonly BoundedFile _file;
    private readonly Unpacking _unpacking = new();
    private readonly Dictionary<ushort, string> _schemas = [];
    private readonly Dictionary<ushort, (string Topic, string Type, bool IsCdr)> _channels = [];
    private ReadOnlyMemory<byte> _chunk;
    private bool _isOver;

    /// <summary>Opens a file.</summary>
    /// <exception cref="EventFormatException">Not MCAP.</exception>
    public McapFile(string path)
    {
        _file = new BoundedFile(path);
        if (_file.TryRead((ulong)Magic.Length, out var magic) && magic.Span.SequenceEqual(Magic))
            return;
        _file.Dispose();
        throw new EventFormatException("magic", "other bytes", "89 \"MCAP0\" 0D 0A", 0);
    }

    /// <summary>The first and last bytes of every file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'M', (byte)'C', (byte)'A', (byte)'P', (byte)'0', 0x0D, 0x0A];

    /// <inheritdoc/>
    public long DamagedBytes { get; private set; }

    /// <inheritdoc/>
    public double Share => _file.Share;

    /// <inheritdoc/>
    public bool TryRead(out BagMessage message)
    {
        while (true)
        {
            while (!_chunk.IsEmpty)
            {
                var length = _chunk.Length < RecordHead ? ulong.MaxValue : BinaryPrimitives.ReadUInt64LittleEndian(_chunk.Span[1..]);
                if (_chunk.Length < RecordHead || length > (ulong)(_chunk.Length - RecordHead))
                {
                    DamagedBytes += _chunk.Length;
                    _chunk = default;
                    break;
                }

                var kind = _chunk.Span[0];
                var content = _chunk.Slice(RecordHead, (int)length);
                _chunk = _chunk[(RecordHead + (int)length)..];
                if (TryTake(kind, content, out message))
                    return true;
            }

            if (!TryNext(out message))
                return false;
            if (message.Type is not null)
                return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryNext(out BagMessage message)
    {
        message = default;
        if (_isOver || _file.Remaining == 0)
            return false;
        if (!_file.TryRead(RecordHead, out var head))
            return Lose();
        var kind = head.Span[0];
        var length = BinaryPrimitives.ReadUInt64LittleEndian(head.Span[1..]);
        _isOver = kind == DataEndRecord;
        if (kind is not (SchemaRecord or ChannelRecord or MessageRecord or ChunkRecord))
            return _file.TrySkip(length) || Lose();
        if (!_file.TryRead(length, out var content))
            return Lose();
        if (kind == ChunkRecord)
            OpenChunk(content);
        else
            TryTake(kind, content, out message);
        return true;
    }

    private bool Lose()
    {
        DamagedBytes += _file.SkipAll();
        return false;
    }

    private void OpenChunk(ReadOnlyMemory<byte> content)
    {
        // Start and end time, length once unpacked, checksum, packing, length, records.
        const int PackingOffset = 28;
        var rest = content.Span;
        var packing = rest.Length < PackingOffset ? null : Text(rest, PackingOffset, out rest);
        if (packing is null || rest.Length < 8)
        {
            DamagedBytes += content.Length;
            return;
        }

        if (packing is not ("" or "lz4" or "zstd"))
            throw new EventFormatException("compression", $"\"{packing}\"", "none, lz4 or zstd", _file.Position - content.Length);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        var start = content.Length - rest.Length + 8;
        var isWhole = length <= (ulong)(content.Length - start);
        var plainLength = BinaryPrimitives.ReadUInt64LittleEndian(content.Span[16..]);
        if (!isWhole || !_unpacking.TryUnpack(packing, content.Slice(start, (int)length), plainLength, out _chunk))
            DamagedBytes += content.Length;
    }

    private bool TryTake(byte kind, ReadOnlyMemory<byte> content, out BagMessage message)
    {
        message = default;
        var span = content.Span;
        switch (kind)
        {
            case SchemaRecord when span.Length > 2:
                _schemas[Id(span, 0)] = Text(span, 2, out _)?.Replace("/msg/", "/", StringComparison.Ordinal) ?? "";
                break;
            case ChannelRecord when span.Length > 4:
                var topic = Text(span, 4, out var rest) ?? "";
                var encoding = Text(rest, 0, out _);
                _channels[Id(span, 0)] = (topic, _schemas.GetValueOrDefault(Id(span, 2), ""), encoding == "cdr");
                break;
            case MessageRecord when span.Length >= MessageHead && _channels.TryGetValue(Id(span, 0), out var channel):
                message = new BagMessage(channel.Topic, channel.Type, channel.IsCdr, content[MessageHead..]);
                return true;
        }

        return false;
    }

    private static ushort Id(ReadOnlySpan<byte> span, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(span[offset..]);

    private static string? Text(ReadOnlySpan<byte> span, int offset, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (span.Length - offset < 4)
            return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(span[offset..]);
        if (length > span.Length - offset - 4)
            return null;
        rest = span[(offset + 4 + (int)length)..];
        return Encoding.UTF8.GetString(span.Slice(offset + 4, (int)length));
    }
}
