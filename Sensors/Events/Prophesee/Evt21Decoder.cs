using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Prophesee EVT2.1: 64-bit words, each a row of up to 32 pixels of one time and polarity: bits 63..60 type, 59..54 low time,
/// 53..43 x, 42..32 y, 31..0 the pixels at x + i. Old cameras swap the two halves of a word; the header tells, else the words.
/// </summary>
internal sealed class Evt21Decoder(EventReadOptions options) : RawDecoder(options, sizeof(ulong))
{
    private const uint Off = 0x0;
    private const uint TimeHigh = 0x8;

    // Largest row, and what writing it may overwrite behind it.
    private const int Room = 32 + PixelRow.Slack;

    // Words for the scalar code once the kernel found none: where one block is not for it, the next will hardly be.
    private const int ScalarRun = 4 * PixelBlock.Words;

    private readonly WordOrder _order = new();
    private HighTime _time;

    protected override void TakeHeader(RawHeader header) => _order.TakeHeader(header.Endianness);

    /// <summary>Cost: about two cycles per word through the vector kernel for lone pixels, eight per row of several.</summary>
    protected override int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var target = PixelRow.Words(events);
        var layout = new PixelLayout(Off, TimeHigh, Width, Height);
        var latest = Latest;
        var count = 0;
        var used = 0;
        while (used < words.Length && count + Room <= events.Length)
        {
            if (!_time.IsKnown)
            {
                TakeUntimed(words[used++]);
                continue;
            }

            count += PixelBlock.DecodeRows(
                words[used..], _order.Rotation != 0, target[(2 * count)..], layout, ref _time, ref latest, out var run);
            used += run;
            // What the kernel leaves, and what no whole block is left of.
            var end = Math.Min(words.Length, used + (run > 0 ? PixelBlock.Words : ScalarRun));
            while (used < end && count + Room <= events.Length)
                count += Take(BitOperations.RotateLeft(words[used++], _order.Rotation), target, count, ref latest);
        }

        Latest = latest;
        Counters.Events += count;
        consumed = used * sizeof(ulong);
        return count;
    }

    private int Take(ulong word, Span<ulong> target, int count, ref long latest)
    {
        var fields = (uint)(word >> 32);
        if (fields >= PixelBlock.PixelTypes)
        {
            TakeOther(word);
            return 0;
        }

        var time = _time.Microseconds + ((fields >> 22) & 63);
        var x = (fields >> 11) & 0x7FF;
        var y = fields & 0x7FF;
        var mask = (uint)word;
        if (x + 32 > Width || y >= Height)
            mask = Clip(mask, x, y);
        if (time < latest)
            Counters.Regressions += BitOperations.PopCount(mask);
        latest = mask == 0 ? latest : Math.Max(latest, time);
        return PixelRow.Write(target, count, latest, PixelRow.Pixel(x, y, fields >> 28), mask);
    }

    private uint Clip(uint mask, uint x, uint y)
    {
        var inside = y < Height ? PixelRow.Inside(mask, x, Width) : 0;
        Counters.OutOfRange += BitOperations.PopCount(mask ^ inside);
        return inside;
    }

    // Before the first time the order of the halves may still be open.
    private void TakeUntimed(ulong word)
    {
        if (!_order.IsKnown)
            _order.Observe(word);
        if (_order.IsKnown)
        {
            Counters.BeforeTimeBase += _order.TakeSkipped();
            var ordered = BitOperations.RotateLeft(word, _order.Rotation);
            if (ordered >> 61 == 0)
                Counters.BeforeTimeBase += BitOperations.PopCount((uint)ordered);
            else
                TakeOther(ordered);
        }
    }

    private void TakeOther(ulong word)
    {
        switch (word >> 60)
        {
            case TimeHigh:
                _time.Take((uint)(word >> 32) & 0xFFF_FFFF);
                break;
            case 0xA:
                Counters.Triggers++;
                break;
            case 0xE or 0xF: // monitoring
                break;
            default:
                Counters.Unknown++;
                break;
        }
    }
}
