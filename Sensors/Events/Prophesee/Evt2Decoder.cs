using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Prophesee EVT2: 32-bit little-endian words, type in bits 31..28. Pixels carry 6 bits of time, TIME_HIGH the other 28; the
/// 34 bits wrap every 4 h 46 min.
/// </summary>
internal sealed class Evt2Decoder(EventReadOptions options) : RawDecoder(options, sizeof(uint))
{
    private const uint Off = 0x0;
    private const uint TimeHigh = 0x8;

    // Words for the scalar code once the kernel found none: where one block is not for it, the next will hardly be.
    private const int ScalarRun = 4 * PixelBlock.Words;

    private HighTime _time;

    /// <summary>Cost: about 1.5 cycles per word through the vector kernel, ten through the scalar code.</summary>
    protected override int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        var target = PixelRow.Words(events);
        var layout = new PixelLayout(Off, TimeHigh, Width, Height);
        var latest = Latest;
        var used = 0;
        var count = 0;
        while (used < words.Length && count < events.Length)
        {
            count += PixelBlock.Decode(words[used..], target[(2 * count)..], layout, ref _time, ref latest, out var run);
            used += run;
            // What the kernel leaves, and what no whole block is left of.
            var end = Math.Min(words.Length, used + (run > 0 ? PixelBlock.Words : ScalarRun));
            while (used < end && count < events.Length)
                count += Take(words[used++], target, count, ref latest);
        }

        Latest = latest;
        Counters.Events += count;
        consumed = used * sizeof(uint);
        return count;
    }

    private int Take(uint word, Span<ulong> target, int count, ref long latest)
    {
        if (word < PixelBlock.PixelTypes)
            return TakePixel(word, target, count, ref latest);
        switch (word >> 28)
        {
            case TimeHigh:
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
