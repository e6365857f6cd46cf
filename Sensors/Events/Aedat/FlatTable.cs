using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// One table of a FlatBuffer, walked by the format's published layout: root = u32 at 0; vtable = table - i32(table); field k at
/// u16(vtable + 4 + 2k), absent when the vtable is shorter. Every step is checked against the buffer, so damaged bytes give
/// absent fields and never an exception, and nothing is allocated: the FlatBuffers library does neither.
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _table;
    private readonly int _vtable;
    private readonly int _vtableBytes;

    private FlatTable(ReadOnlySpan<byte> buffer, long table)
    {
        _buffer = buffer;
        if (table < 0 || table > buffer.Length - 4)
            return;
        var vtable = table - BinaryPrimitives.ReadInt32LittleEndian(buffer[(int)table..]);
        if (vtable < 0 || vtable > buffer.Length - 4)
            return;
        var bytes = BinaryPrimitives.ReadUInt16LittleEndian(buffer[(int)vtable..]);
        if (vtable + bytes > buffer.Length)
            return;
        (_table, _vtable, _vtableBytes) = ((int)table, (int)vtable, bytes);
    }

    /// <summary>The root table of a buffer with an identifier; without any fields when the buffer is another's or damaged.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> identifier)
        => buffer.Length >= 8 && buffer.Slice(4, 4).SequenceEqual(identifier)
            ? new FlatTable(buffer, BinaryPrimitives.ReadUInt32LittleEndian(buffer))
            : default;

    /// <summary>A field of 1, 4 or 8 bytes, or the value that stands for absence.</summary>
    public long Scalar(int slot, int bytes, long absent)
    {
        var field = Field(slot, bytes);
        if (field == 0)
            return absent;
        return bytes switch
        {
            1 => (sbyte)_buffer[field],
            4 => BinaryPrimitives.ReadInt32LittleEndian(_buffer[field..]),
            _ => BinaryPrimitives.ReadInt64LittleEndian(_buffer[field..]),
        };
    }

    /// <summary>The elements of a vector of structs or bytes; empty when absent or longer than the buffer.</summary>
    public ReadOnlySpan<byte> Vector(int slot, int elementBytes)
    {
        var field = Field(slot, 4);
        if (field == 0)
            return default;
        var start = field + (long)BinaryPrimitives.ReadUInt32LittleEndian(_buffer[field..]);
        if (start > _buffer.Length - 4)
            return default;
        var bytes = (long)BinaryPrimitives.ReadUInt32LittleEndian(_buffer[(int)start..]) * elementBytes;
        start += 4;
        return start + bytes > _buffer.Length ? default : _buffer.Slice((int)start, (int)bytes);
    }

    /// <summary>One table of a vector of tables; without any fields when the offset leads outside.</summary>
    /// <param name="slot">The vector's slot.</param>
    /// <param name="index">Index below the vector's length.</param>
    public FlatTable Element(int slot, int index)
    {
        var offsets = Vector(slot, 4);
        var element = offsets[(4 * index)..];
        // The offset counts from where it stands.
        var start = offsets.IsEmpty ? 0 : OffsetOf(element) + (long)BinaryPrimitives.ReadUInt32LittleEndian(element);
        return new FlatTable(_buffer, start);
    }

    private long OffsetOf(ReadOnlySpan<byte> part)
    {
        _buffer.Overlaps(part, out var offset);
        return offset;
    }

    // 0: absent.
    private int Field(int slot, int bytes)
    {
        var entry = 4 + 2 * slot;
        if (entry + 2 > _vtableBytes)
            return 0;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(_buffer[(_vtable + entry)..]);
        return offset == 0 || (long)_table + offset + bytes > _buffer.Length ? 0 : _table + offset;
    }
}
