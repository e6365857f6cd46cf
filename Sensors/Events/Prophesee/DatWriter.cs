using System.Numerics;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Writes Prophesee DAT, version 2: 8 bytes per event. Gaps of more than 35.8 minutes cannot be told from wraps.</summary>
internal sealed class DatWriter(Stream stream, EventGeometry geometry)
    : RawWriter(stream, Header(geometry), coordinateLimit: 1 << 14)
{
    private const long LongestGap = (1L << 31) - 1;

    private long _latest = -1;

    protected override void WriteRow(in DvsEvent first, int start, uint mask)
    {
        if (_latest >= 0 && first.Microseconds - _latest > LongestGap)
            throw new ArgumentException($"a gap of {first.Microseconds - _latest} us; DAT holds {LongestGap} us at most");
        _latest = first.Microseconds;
        for (; mask != 0; mask &= mask - 1)
        {
            var x = (uint)(start + BitOperations.TrailingZeroCount(mask));
            Put((uint)first.Microseconds);
            Put((uint)first.Polarity << 28 | (uint)first.Y << 14 | x);
        }
    }

    private static string Header(EventGeometry geometry)
    {
        var size = geometry == default ? "" : $"% Height {geometry.Height}\n% Width {geometry.Width}\n";
        return $"% Data file containing CD events.\n% Version 2\n{size}\u000C\b";
    }
}
