namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Writes Prophesee EVT4: one word per lone event, two per row.</summary>
internal sealed class Evt4Writer(Stream stream, EventGeometry geometry)
    : RawWriter(stream, Header("4.0", "EVT4", geometry), coordinateLimit: 1 << 11)
{
    private const uint Off = 0xA;
    private const uint VectorOff = 0xC;

    private HighTimeSteps _steps = new(highBits: 28, HighTime.LowBits);

    protected override void WriteRow(in DvsEvent first, int start, uint mask)
    {
        while (_steps.TryNext(first.Microseconds, out var high))
            Put(0xEu << 28 | high);
        var isLone = mask == 1;
        var type = (isLone ? Off : VectorOff) + first.Polarity;
        Put(type << 28 | (uint)(first.Microseconds & 63) << 22 | (uint)start << 11 | first.Y);
        if (!isLone)
            Put(mask);
    }
}
