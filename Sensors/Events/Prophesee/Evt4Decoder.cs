using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Prophesee EVT4: 32-bit little-endian words, type in bits 31..28. Pixels as in EVT2; a vector word is followed by an untyped
/// word whose bits are up to 32 pixels from x on. 34 bits of time, as in EVT2.
/// </summary>
internal sealed class Evt4Decoder(EventReadOptions options) : RawDecoder(options, sizeof(uint))
{
    private const uint Off = 0xA;
    private const uint VectorOff = 0xC;
    private const uint TimeHigh = 0xE;

    // Largest row, and what writing it may overwrite behind it.
    private const int Room = 32 + PixelRow.Slack;

    // Words for the scalar code once the kernel found none: where one block is not for it, the next will hardly be.
    private const int ScalarRun = 4 * PixelBlock.Words;

    private HighTime _time;
    private bool _isMaskDue;
    private uint _vector;

    /// <summary>Cost: about 1.5 cycles per word through the vector kernel, eight per vector word.</summary>
    protected override int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        var target = PixelRow.Words(events);
        var layout = new PixelLayout(Off, TimeHigh, Width, Height);
        var latest = Latest;
        var used = 0;
        var count = 0;
        while (used < words.Length && count + Room <= events.Length)
        {
            var run = 0;
            if (!_isMaskDue)
                count += PixelBlock.Decode(words[used..], target[(2 * count)..], layout, ref _time, ref latest, out run);
            used += run;

            // What the kernel leaves, and what no whole block is left of.
            var end = Math.Min(words.Length, used + (run > 0 ? PixelBlock.Words : ScalarRun));
            while (used < end && count + Room <= events.Length)
            {
                var word = words[used++];
                if (_isMaskDue)
                    count += TakeRow(_vector, word, target, count, ref latest);
                else if (word - (VectorOff << 28) < PixelBlock.PixelTypes && used < end)
                    count += TakeRow(word, words[used++], target, count, ref latest);
                else
                    count += Take(word, target, count, ref latest);
            }
        }

        Latest = latest;
        Counters.Events += count;
        consumed = used * sizeof(uint);
        return count;
    }

    private int Take(uint word, Span<ulong> target, int count, ref long latest)
    {
        switch (word >> 28)
        {
            case 0xA or 0xB:
                return TakeRow(word, 1, target, count, ref latest);
            case 0xC or 0xD:
                _isMaskDue = true;
                _vector = word;
                break;
            case TimeHigh:
                _time.Take(word & 0xFFF_FFFF);
                break;
            case 0x9:
                Counters.Triggers++;
                break;
            case 0x6 or 0x7 or 0xF: // monitoring, what continues it, and padding
                break;
            default:
                Counters.Unknown++;
                break;
        }

        return 0;
    }

    private int TakeRow(uint word, uint mask, Span<ulong> target, int count, ref long latest)
    {
        _isMaskDue = false;
        if (!_time.IsKnown)
        {
            Counters.BeforeTimeBase += BitOperations.PopCount(mask);
            return 0;
        }

        var time = _time.Microseconds + ((word >> 22) & 63);
        var x = (word >> 11) & 0x7FF;
        var y = word & 0x7FF;
        if (x + 32 > Width || y >= Height)
        {
            var inside = y < Height ? PixelRow.Inside(mask, x, Width) : 0;
            Counters.OutOfRange += BitOperations.PopCount(mask ^ inside);
            mask = inside;
        }

        if (time < latest)
            Counters.Regressions += BitOperations.PopCount(mask);
        latest = mask == 0 ? latest : Math.Max(latest, time);
        return PixelRow.Write(target, count, latest, PixelRow.Pixel(x, y, (word >> 28) & 1), mask);
    }
}
