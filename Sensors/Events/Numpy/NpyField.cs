using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Numpy;

/// <summary>One number within each record of a NumPy structured array.</summary>
/// <param name="Offset">Offset within the record [bytes].</param>
/// <param name="Kind">NumPy's letter: b boolean, i signed, u unsigned, f floating point.</param>
/// <param name="Size">Length of the number, 1, 2, 4 or 8 [bytes].</param>
/// <param name="IsBigEndian">Byte order.</param>
internal readonly record struct NpyField(int Offset, char Kind, int Size, bool IsBigEndian)
{
    /// <summary>True for floating point.</summary>
    public bool IsReal => Kind == 'f';

    /// <summary>The number as an integer; an unsigned one beyond 63 bits comes out negative.</summary>
    public long ReadInteger(ReadOnlySpan<byte> record)
    {
        var bytes = record.Slice(Offset, Size);
        long raw = Size switch
        {
            1 => bytes[0],
            2 => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
        var unused = 64 - 8 * Size;
        return Kind == 'i' ? raw << unused >> unused : raw;
    }

    /// <summary>The number times a factor, rounded to the nearest; what no 64-bit integer holds becomes the nearest one.</summary>
    public long ReadScaled(ReadOnlySpan<byte> record, double factor)
    {
        if (!IsReal)
            return ReadInteger(record);
        var bytes = record.Slice(Offset, Size);
        var value = Size switch
        {
            2 => (double)(IsBigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            4 => IsBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
        return (long)Math.Round(value * factor);
    }
}
