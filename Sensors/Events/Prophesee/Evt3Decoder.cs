using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Prophesee EVT3: 16-bit little-endian words, type in bits 15..12, that set row, time and column one by one. Time has 24 bits
/// and wraps every 16.8 s; only TIME_HIGH tells a wrap, for TIME_LOW steps back now and then in real recordings.
/// </summary>
internal sealed partial class Evt3Decoder(EventReadOptions options) : RawDecoder(options, sizeof(ushort))
{
    private const int TimeBits = 24;
    private const int LowBits = 12;
    private const uint Field = 0xFFF;
    private const uint Coordinate = 0x7FF;

    // A start holds the column in its low 16 bits and the polarity above.
    private const int PolarityShift = 16;
    private const uint ColumnMask = 0xFFFF;
    private const uint LastColumn = 0xF000;

    // Largest row, and what writing it may overwrite behind it.
    private const int Room = 12 + PixelRow.Slack;

    private bool _isTimeKnown;
    private uint _high;
    private uint _low;
    private long _wraps;
    private uint _y;
    private uint _base;

    /// <summary>Cost: about 0.5 cycles per word and six per event through the block kernel, five per word through the scalar code.</summary>
    protected override int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var words = MemoryMarshal.Cast<byte, ushort>(bytes);
        var target = PixelRow.Words(events);
        var latest = Latest;
        var used = 0;
        var count = 0;
        while (used < words.Length && count + Room <= events.Length)
        {
            if (_isTimeKnown && TryDecodeBlock(words[used..], target, ref count, ref latest))
            {
                used += BlockWords;
                continue;
            }

            // One block's worth, so that what the block kernel leaves does not call it for every word.
            var end = Math.Min(words.Length, used + BlockWords);
            while (used < end && count + Room <= events.Length)
                count += Take(words[used++], target, count, ref latest);
        }

        Latest = latest;
        Counters.Events += count;
        consumed = used * sizeof(ushort);
        return count;
    }

    private int Take(uint word, Span<ulong> target, int count, ref long latest)
    {
        var value = word & Field;
        switch (word >> 12)
        {
            case 0x0:
                _y = value & Coordinate;
                return 0;
            case 0x2:
                return TakeRow(Start(value), 1, target, count, ref latest);
            case 0x3:
                _base = Start(value);
                return 0;
            case 0x4:
                return TakeVector(value, 12, target, count, ref latest);
            case 0x5:
                return TakeVector(value & 0xFF, 8, target, count, ref latest);
            case 0x6:
                _low = value;
                return 0;
            case 0x8:
                TakeHigh(value);
                return 0;
            case 0xA:
                Counters.Triggers++;
                return 0;
            case 0x7 or 0xD or 0xE or 0xF: // inertial samples, monitoring, and what continues them
                return 0;
            default:
                Counters.Unknown++;
                return 0;
        }
    }

    private static uint Start(uint value) => (value & Coordinate) | (value >> 11 << PolarityShift);

    private void TakeHigh(uint high)
    {
        if (_isTimeKnown && high < _high && _high - high > 1 << (LowBits - 1))
            _wraps++;
        if (!_isTimeKnown || high != _high)
            _low = 0;
        _isTimeKnown = true;
        _high = high;
    }

    private int TakeVector(uint mask, uint columns, Span<ulong> target, int count, ref long latest)
    {
        var written = TakeRow(_base, mask, target, count, ref latest);
        // Vectors without end run past the sensor, never into the polarity bit above the column.
        if ((_base & ColumnMask) < LastColumn)
            _base += columns;
        return written;
    }

    private int TakeRow(uint start, uint mask, Span<ulong> target, int count, ref long latest)
    {
        if (!_isTimeKnown)
        {
            Counters.BeforeTimeBase += BitOperations.PopCount(mask);
            return 0;
        }

        var x = start & ColumnMask;
        if (x + 32 > Width || _y >= Height)
            mask = Clip(mask, x);
        var time = (_wraps << TimeBits) + (_high << LowBits) + _low;
        if (time < latest)
            Counters.Regressions += BitOperations.PopCount(mask);
        latest = mask == 0 ? latest : Math.Max(latest, time);
        return PixelRow.Write(target, count, latest, PixelRow.Pixel(x, _y, start >> PolarityShift), mask);
    }

    private uint Clip(uint mask, uint x)
    {
        var inside = _y < Height ? PixelRow.Inside(mask, x, Width) : 0;
        Counters.OutOfRange += BitOperations.PopCount(mask ^ inside);
        return inside;
    }
}
