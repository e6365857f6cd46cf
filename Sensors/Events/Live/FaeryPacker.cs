using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>Packs events as faery's records of UDP: <c>t64_x16_y16_on8</c>, or <c>t32_x16_y15_on1</c> when short.</summary>
/// <param name="isShort">True for records of 8 bytes.</param>
public sealed class FaeryPacker(bool isShort) : IEventPacker
{
    private const int ShortLimit = 1 << 15;
    private const int LongBytes = 13;
    private const int ShortBytes = 8;

    private readonly byte[] _bytes = new byte[100 * LongBytes];

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Preamble => default;

    /// <inheritdoc/>
    public int MostEvents => _bytes.Length / LongBytes;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<DvsEvent> events)
    {
        var count = 0;
        foreach (ref readonly var one in events)
        {
            var record = _bytes.AsSpan(count);
            if (isShort)
            {
                if (one.Y >= ShortLimit)
                    throw new ArgumentException($"row {one.Y}, expected one below {ShortLimit}", nameof(events));
                BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)one.Microseconds);
                BinaryPrimitives.WriteUInt16LittleEndian(record[4..], one.X);
                BinaryPrimitives.WriteUInt16LittleEndian(record[6..], (ushort)((one.Y << 1) | one.Polarity));
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(record, one.Microseconds);
                BinaryPrimitives.WriteUInt16LittleEndian(record[8..], one.X);
                BinaryPrimitives.WriteUInt16LittleEndian(record[10..], one.Y);
                record[12] = one.Polarity;
            }

            count += isShort ? ShortBytes : LongBytes;
        }

        return _bytes.AsSpan(0, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
