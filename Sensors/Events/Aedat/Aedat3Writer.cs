using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>Writes AEDAT 3.1 in packets of up to 1,024 events, a new one where the 31-bit time overflows.</summary>
internal sealed class Aedat3Writer : RecordWriter
{
    private const int MostEvents = 1024;
    private const int CoordinateLimit = 1 << 15;

    private readonly byte[] _packet = new byte[Aedat3Decoder.HeadBytes + MostEvents * Aedat3Decoder.RecordBytes];
    private int _count;
    private long _overflow;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="geometry">Size of the sensor; 0 by 0 where unknown.</param>
    public Aedat3Writer(Stream stream, EventGeometry geometry)
        : base(stream)
    {
        var size = geometry == default
            ? "" : string.Create(CultureInfo.InvariantCulture, $"#{AedatHeader.GeometryKey} {geometry.Width}x{geometry.Height}\r\n");
        Put(Encoding.ASCII.GetBytes(
            $"{AedatHeader.Magic}3.1\r\n{AedatHeader.FormatKey} RAW\r\n#Source 1: EdgeSnn\r\n{size}{AedatHeader.End3}\r\n"));
    }

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        CheckPixel(e, CoordinateLimit, CoordinateLimit);
        if (_count == MostEvents || e.Microseconds >> 31 != _overflow)
            WriteEnd();
        _overflow = e.Microseconds >> 31;
        if (_overflow > int.MaxValue)
            throw new ArgumentException($"an event at {e.Microseconds} us, expected times below 2^62 us");
        var record = _packet.AsSpan(Aedat3Decoder.HeadBytes + _count++ * Aedat3Decoder.RecordBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)e.X << 17 | (uint)e.Y << 2 | (uint)e.Polarity << 1 | 1);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(e.Microseconds & int.MaxValue));
    }

    /// <inheritdoc/>
    protected override void WriteEnd()
    {
        if (_count == 0)
            return;
        var head = _packet.AsSpan(0, Aedat3Decoder.HeadBytes);
        BinaryPrimitives.WriteInt16LittleEndian(head, Aedat3Decoder.PolarityPacket);
        BinaryPrimitives.WriteInt16LittleEndian(head[2..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], Aedat3Decoder.RecordBytes);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], sizeof(uint));
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], (int)_overflow);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], _count);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], _count);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], _count);
        Put(_packet.AsSpan(0, Aedat3Decoder.HeadBytes + _count * Aedat3Decoder.RecordBytes));
        _count = 0;
    }
}
