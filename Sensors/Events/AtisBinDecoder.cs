using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events;

/// <summary>
/// N-MNIST and N-Caltech101 <c>.bin</c>: 40-bit big-endian records without a header. Bytes 0 and 1 are x and y, bit 23 of the
/// other three the polarity, bits 22 .. 0 the time [microseconds]; y of 240 says that all later times are 2^13 us more
/// (Orchard et al., 2015). Allocates nothing.
/// </summary>
internal sealed class AtisBinDecoder : RecordDecoder
{
    /// <summary>Length of a record [bytes].</summary>
    public const int RecordBytes = 5;

    /// <summary>The row that stands for an overflow of the clock.</summary>
    internal const int OverflowRow = 240;

    /// <summary>What one overflow adds [microseconds].</summary>
    internal const int OverflowMicroseconds = 1 << 13;

    /// <summary>Largest time that a record holds [microseconds].</summary>
    internal const int LargestTime = (1 << 23) - 1;

    private long _overflow;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor, which the format does not tell; 0 by 0 takes every pixel.</param>
    public AtisBinDecoder(EventGeometry geometry = default)
        : base(geometry, RecordBytes)
    {
    }

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended) => 0;

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var written = 0;
        for (consumed = 0; bytes.Length - consumed >= RecordBytes && written < events.Length; consumed += RecordBytes)
        {
            var record = bytes.Slice(consumed, RecordBytes);
            if (record[1] == OverflowRow)
            {
                _overflow += OverflowMicroseconds;
                continue;
            }

            var data = BinaryPrimitives.ReadUInt32BigEndian(record[1..]) & 0xFF_FFFF;
            if (Gate.TryAdmit(_overflow + (data & LargestTime), record[0], record[1], (int)(data >> 23), out events[written]))
                written++;
        }

        return written;
    }
}
