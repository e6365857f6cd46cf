using System.Numerics;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Writes Prophesee EVT3: what changed of time, row and column; vectors for rows of three pixels and more.</summary>
internal sealed class Evt3Writer(Stream stream, EventGeometry geometry)
    : RawWriter(stream, Header("3.0", "EVT3", geometry), coordinateLimit: 1 << 11)
{
    private const int SmallestVector = 3;
    private const uint None = uint.MaxValue;

    private HighTimeSteps _steps = new(highBits: 12, lowBits: 12);
    private uint _low = None;
    private uint _y = None;

    protected override void WriteRow(in DvsEvent first, int start, uint mask)
    {
        while (_steps.TryNext(first.Microseconds, out var high))
        {
            Put(0x8, high);
            // A decoder takes the low bits as 0 from here on.
            _low = 0;
        }

        PutChanged(0x6, (uint)(first.Microseconds & 0xFFF), ref _low);
        PutChanged(0x0, first.Y, ref _y);
        var polarity = (uint)first.Polarity << 11;
        if (BitOperations.PopCount(mask) < SmallestVector)
        {
            for (; mask != 0; mask &= mask - 1)
                Put(0x2, polarity | (uint)(start + BitOperations.TrailingZeroCount(mask)));
            return;
        }

        Put(0x3, polarity | (uint)start);
        Put(0x4, mask & 0xFFF);
        if (mask >> 12 != 0)
            Put(0x4, (mask >> 12) & 0xFFF);
        if (mask >> 24 != 0)
            Put(0x5, mask >> 24);
    }

    private void PutChanged(uint type, uint value, ref uint last)
    {
        if (value == last)
            return;
        Put(type, value);
        last = value;
    }

    private void Put(uint type, uint value) => Put((ushort)(type << 12 | value));
}
