using System.Buffers.Binary;
using System.Text;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>
/// Reads the fields of one serialized message. ROS 1 packs them; ROS 2's CDR aligns each to its size, counted from behind a head
/// of four bytes whose second tells the byte order. Reading past the end gives zeros and sets <see cref="IsDamaged"/>.
/// </summary>
internal ref struct MessageCursor
{
    private const int CdrHead = 4;

    private readonly ReadOnlySpan<byte> _data;
    private readonly bool _isAligned;
    private readonly bool _isBigEndian;
    private int _position;

    /// <summary>Stands at the first field.</summary>
    public MessageCursor(BagMessage message)
    {
        var data = message.Data.Span;
        _isAligned = message.IsCdr;
        if (!_isAligned)
        {
            _data = data;
            return;
        }

        IsDamaged = data.Length < CdrHead;
        _isBigEndian = !IsDamaged && (data[1] & 1) == 0;
        _data = IsDamaged ? default : data[CdrHead..];
    }

    /// <summary>True once a field lay beyond the message.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Bytes before the next field, alignment not counted [bytes].</summary>
    public int Position
    {
        readonly get => _position;
        set => _position = value;
    }

    /// <summary>A byte.</summary>
    public byte ReadByte() => TryTake(1, 1, out var bytes) ? bytes[0] : (byte)0;

    /// <summary>A 16-bit number.</summary>
    public ushort ReadUInt16() => !TryTake(2, 2, out var bytes) ? (ushort)0
        : _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    /// <summary>A 32-bit number.</summary>
    public uint ReadUInt32() => !TryTake(4, 4, out var bytes) ? 0
        : _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>A 64-bit number.</summary>
    public ulong ReadUInt64() => !TryTake(8, 8, out var bytes) ? 0
        : _isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    /// <summary>Bytes behind their 32-bit count.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var count = ReadUInt32();
        return count <= int.MaxValue && TryTake((int)count, 1, out var bytes) ? bytes : default;
    }

    /// <summary>A text; ROS 2 closes it with a zero.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes().TrimEnd((byte)0));

    /// <summary>The message's header: sequence (ROS 1 only), time and frame.</summary>
    public void SkipHeader()
    {
        if (!_isAligned)
            ReadUInt32();
        ReadUInt32();
        ReadUInt32();
        ReadBytes();
    }

    private bool TryTake(int count, int alignment, out ReadOnlySpan<byte> bytes)
    {
        var start = _isAligned ? (_position + alignment - 1) / alignment * alignment : _position;
        if (IsDamaged || start > _data.Length || count > _data.Length - start)
        {
            IsDamaged = true;
            bytes = default;
            return false;
        }

        bytes = _data.Slice(start, count);
        _position = start + count;
        return true;
    }
}
