using System.Numerics;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Writes Prophesee EVT2.1: one word per row of up to 32 pixels from a multiple of 32 on.</summary>
/// <param name="stream">Stays open.</param>
/// <param name="geometry">Size of the sensor.</param>
/// <param name="isLegacy">True to swap the halves of every word, as old cameras do.</param>
internal sealed class Evt21Writer(Stream stream, EventGeometry geometry, bool isLegacy = false)
    : RawWriter(stream, Header("2.1", $"EVT21;endianness={(isLegacy ? "legacy" : "little")}", geometry), coordinateLimit: 1 << 11)
{
    private HighTimeSteps _steps = new(highBits: 28, HighTime.LowBits);

    protected override int RowStart(int x) => x / RowPixels * RowPixels;

    protected override void WriteRow(in DvsEvent first, int start, uint mask)
    {
        while (_steps.TryNext(first.Microseconds, out var high))
            PutOrdered((ulong)(0x8u << 28 | high) << 32);
        var low = (uint)(first.Microseconds & 63);
        PutOrdered((ulong)((uint)first.Polarity << 28 | low << 22 | (uint)start << 11 | first.Y) << 32 | mask);
    }

    private void PutOrdered(ulong word) => Put(isLegacy ? BitOperations.RotateLeft(word, 32) : word);
}
