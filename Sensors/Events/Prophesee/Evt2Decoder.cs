using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Prophesee EVT2: 32-bit little-endian words, type in bits 31..28. Pixels carry 6 bits of time, TIME_HIGH the other 28; the
/// 34 bits wrap every 4 h 46 min.
/// </summary>
internal sealed class Evt2Decoder(EventReadOptions options) : RawDecoder(options, sizeof(uint))
{
    private const uint Off = 0x0;

    private HighTime _time;

    /// <summary>Cost: about one cycle per pixel word through the vector kernel, five through the scalar code.</summary>
    protected override int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        var target = PixelRow.Words(events);
        var latest = Latest;
        var used = 0;
        var count = 0;
        while (used < words.Length && count < events.Length)
        {
            if (_time.IsKnown)
            {
                var run = PixelWords.Decode(
                    words[used..], target[(2 * count)..], new PixelRun(Off, _time.Microseconds, Width, Height), ref latest);
                used += run;
                count += run;
                if (used == words.Length || count == events.Length)
                    break;
            }

            count += Take(words[used++], target, count, ref latest);
        }

        Latest = latest;
        Counters.Events += count;
        consumed = used * sizeof(uint);
        return count;
    }

    private int Take(uint word, Span<ulong> target, int count, ref long latest)
    {
        if (word < PixelWords.PixelTypes)
            return TakePixel(word, target, count, ref latest);
        switch (word >> 28)
        {
            case 0x8:
                _time.Take(word & 0xFFF_FFFF);
                break;
            case 0xA:
                Counters.Triggers++;
                break;
            case 0xD or 0xE or 0xF: // inertial samples, monitoring, and what continues them
                break;
            default:
                Counters.Unknown++;
                break;
        }

        return 0;
    }

    private int TakePixel(uint word, Span<ulong> target, int count, ref long latest)
    {
        if (!_time.IsKnown)
        {
            Counters.BeforeTimeBase++;
            return 0;
        }

        var time = _time.Microseconds + ((word >> 22) & 63);
        var x = (word >> 11) & 0x7FF;
        var y = word & 0x7FF;
        if (x >= Width || y >= Height)
        {
            Counters.OutOfRange++;
            return 0;
        }

        if (time < latest)
            Counters.Regressions++;
        latest = Math.Max(latest, time);
        PixelRow.Put(target, count, latest, PixelRow.Pixel(x, y, word >> 28));
        return 1;
    }
}
