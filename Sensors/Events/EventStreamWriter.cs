using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events;

/// <summary>Writes Event Stream <c>.es</c> 2.0 of changes, see <see cref="EventStreamDecoder"/>.</summary>
internal sealed class EventStreamWriter : RecordWriter
{
    private const int LongestStep = 126;
    private const int FillerStep = 127;

    private const int MostFillers = 1 << 26;

    private TimeOrigin _origin = new(FillerStep, MostFillers);
    private long _time;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="geometry">Size of the sensor; 0 by 0 where unknown.</param>
    public EventStreamWriter(Stream stream, EventGeometry geometry)
        : base(stream)
    {
        Put(EventStreamDecoder.Magic);
        Put([2, 0, 0, (byte)EventStreamKind.Dvs]);
        // The format's two bytes end one short of the largest sensor.
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), (ushort)Math.Min(geometry.Width, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), (ushort)Math.Min(geometry.Height, ushort.MaxValue));
    }

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        var time = _origin.Shift(e.Microseconds);
        for (; time - _time > LongestStep; _time += FillerStep)
            Take(1)[0] = 0xFF;
        var unit = Take(5);
        unit[0] = (byte)((time - _time) << 1 | e.Polarity);
        BinaryPrimitives.WriteUInt16LittleEndian(unit[1..], e.X);
        BinaryPrimitives.WriteUInt16LittleEndian(unit[3..], e.Y);
        _time = time;
    }
}
