using System.Buffers.Binary;
using System.Text;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>
/// ROS 1 bag, version 2.0: records of named fields and data; chunks of them, plain or packed by LZ4 or bzip2. Read front to
/// back without its index, so that an unfinished bag gives what it has.
/// </summary>
internal sealed class RosBag : IBag
{
    private const byte MessageRecord = 2;
    private const byte ChunkRecord = 5;
    private const byte ConnectionRecord = 7;

    private readonly BoundedFile _file;
    private readonly Unpacking _unpacking = new();
    private readonly Dictionary<uint, (string Topic, string Type)> _connections = [];
    private ReadOnlyMemory<byte> _chunk;

    /// <summary>Opens a bag.</summary>
    /// <exception cref="EventFormatException">Not a bag of this version.</exception>
    public RosBag(string path)
    {
        _file = new BoundedFile(path);
        if (_file.TryRead((ulong)Magic.Length, out var magic) && magic.Span.SequenceEqual(Magic))
            return;
        _file.Dispose();
        throw new EventFormatException("magic", "other bytes", "\"#ROSBAG V2.0\"", 0);
    }

    /// <summary>The first bytes of every bag.</summary>
    public static ReadOnlySpan<byte> Magic => "#ROSBAG V2.0\n"u8;

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
                if (!TryTake(ref _chunk, out var header) || !TryTake(ref _chunk, out var data))
                {
                    DamagedBytes += _chunk.Length;
                    _chunk = default;
                }
                else if (TryTakeRecord(header.Span, data, out message))
                {
                    return true;
                }
            }

            if (!TryNext(out message))
                return false;
            if (message.Type is not null)
                return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // A record of the file itself: a chunk to walk, a connection, or now and then a message without a chunk.
    private bool TryNext(out BagMessage message)
    {
        message = default;
        if (_file.Remaining == 0)
            return false;
        if (!TryReadPart(out var part))
            return Lose();
        var header = part.ToArray();
        if (Find(header, "op"u8) is not [ChunkRecord or ConnectionRecord or MessageRecord])
            return TrySkipPart() || Lose();
        if (!TryReadPart(out var data))
            return Lose();
        if (Find(header, "op"u8) is not [ChunkRecord])
        {
            TryTakeRecord(header, data, out message);
            return true;
        }

        var packing = Encoding.ASCII.GetString(Find(header, "compression"u8));
        if (packing is not ("none" or "lz4" or "bz2"))
            throw new EventFormatException("compression", $"\"{packing}\"", "none, lz4 or bz2", _file.Position);
        if (!_unpacking.TryUnpack(packing, data, UInt32(Find(header, "size"u8)), out _chunk))
            DamagedBytes += data.Length;
        return true;
    }

    private bool Lose()
    {
        DamagedBytes += _file.SkipAll();
        return false;
    }

    private bool TryReadPart(out Memory<byte> part)
    {
        part = default;
        return _file.TryRead(4, out var length) && _file.TryRead(UInt32(length.Span), out part);
    }

    private bool TrySkipPart() => _file.TryRead(4, out var length) && _file.TrySkip(UInt32(length.Span));

    private bool TryTakeRecord(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> data, out BagMessage message)
    {
        message = default;
        var connection = UInt32(Find(header, "conn"u8));
        if (Find(header, "op"u8) is [ConnectionRecord])
        {
            var topic = Encoding.UTF8.GetString(Find(header, "topic"u8));
            _connections[connection] = (topic, Encoding.UTF8.GetString(Find(data.Span, "type"u8)));
            return false;
        }

        if (Find(header, "op"u8) is not [MessageRecord] || !_connections.TryGetValue(connection, out var known))
            return false;
        message = new BagMessage(known.Topic, known.Type, IsCdr: false, data);
        return true;
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> part)
    {
        var length = rest.Length < 4 ? uint.MaxValue : UInt32(rest.Span);
        part = default;
        if (length > rest.Length - 4L)
            return false;
        part = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return true;
    }

    // Fields are u32 length, then name=value.
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> name)
    {
        while (fields.Length >= 4)
        {
            var length = UInt32(fields);
            if (length > fields.Length - 4)
                break;
            var field = fields.Slice(4, (int)length);
            if (field.Length > name.Length && field[name.Length] == '=' && field.StartsWith(name))
                return field[(name.Length + 1)..];
            fields = fields[(4 + (int)length)..];
        }

        return default;
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes) => bytes.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
