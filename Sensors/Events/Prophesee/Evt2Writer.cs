using System.Numerics;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Writes Prophesee EVT2: one word per event, and a TIME_HIGH where the time's upper bits change.</summary>
internal sealed class Evt2Writer(Stream stream, EventGeometry geometry)
    : RawWriter(stream, Header("2.0", "EVT2", geometry), coordinateLimit: 1 << 11)
{
    private HighTimeSteps _steps = new(highBits: 28, HighTime.LowBits);

    protected override void WriteRow(in DvsEvent first, int start, uint mask)
    {
        while (_steps.TryNext(first.Microseconds, out var high))
            Put(0x8u << 28 | high);
        var low = (uint)(first.Microseconds & 63);
        for (; mask != 0; mask &= mask - 1)
        {
            var x = (uint)(start + BitOperations.TrailingZeroCount(mask));
            Put((uint)first.Polarity << 28 | low << 22 | x << 11 | first.Y);
        }
    }
}
