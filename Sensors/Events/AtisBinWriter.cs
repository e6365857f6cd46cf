using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events;

/// <summary>Writes N-MNIST <c>.bin</c>, see <see cref="AtisBinDecoder"/>: 256 columns, 240 rows; no sensor size is kept.</summary>
/// <param name="stream">Stays open.</param>
internal sealed class AtisBinWriter(Stream stream) : RecordWriter(stream)
{
    private const int MostOverflows = 1 << 23;

    private TimeOrigin _origin = new(AtisBinDecoder.OverflowMicroseconds, MostOverflows);
    private long _overflow;

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        CheckPixel(e, 256, AtisBinDecoder.OverflowRow);
        var time = _origin.Shift(e.Microseconds);
        while (time - _overflow > AtisBinDecoder.LargestTime)
        {
            Put([0, AtisBinDecoder.OverflowRow, 0, 0, 0]);
            _overflow += AtisBinDecoder.OverflowMicroseconds;
        }

        var record = Take(AtisBinDecoder.RecordBytes);
        record[0] = (byte)e.X;
        BinaryPrimitives.WriteUInt32BigEndian(record[1..], (uint)e.Y << 24 | (uint)e.Polarity << 23 | (uint)(time - _overflow));
    }
}
