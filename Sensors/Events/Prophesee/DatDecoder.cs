using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Prophesee DAT: after the header a type and a size byte, then records of 32-bit microseconds and 32 bits of data. Time wraps
/// every 71.6 minutes: a fall by more than half the range is a wrap. Files of triggers give no events, only their count.
/// </summary>
internal sealed class DatDecoder(EventReadOptions options) : RawDecoder(options, sizeof(ulong), prefixBytes: 2)
{
    private const int OldVersion = 1;

    private int _version;
    private bool _isTrigger;
    private uint _stamp;
    private long _wraps;

    protected override void TakeHeader(RawHeader header) => _version = header.Version;

    protected override void TakePrefix(ReadOnlySpan<byte> prefix)
    {
        if (prefix[0] is not (0x00 or 0x0C or 0x0E))
            throw new EventFormatException("event type", $"0x{prefix[0]:X2}", "0x00, 0x0C (pixels) or 0x0E (triggers)");
        if (prefix[1] != sizeof(ulong))
            throw new EventFormatException("event size", $"{prefix[1]} bytes", $"{sizeof(ulong)} bytes");
        _isTrigger = prefix[0] == 0x0E;
    }

    /// <summary>Cost: about five cycles per record.</summary>
    protected override int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var records = MemoryMarshal.Cast<byte, ulong>(bytes);
        consumed = records.Length * sizeof(ulong);
        if (_isTrigger)
        {
            Counters.Triggers += records.Length;
            return 0;
        }

        var target = PixelRow.Words(events);
        var latest = Latest;
        var count = 0;
        var used = 0;
        while (used < records.Length && count < events.Length)
        {
            var record = records[used++];
            var time = Time((uint)record);
            var data = (uint)(record >> 32);
            var (x, y, polarity) = _version == OldVersion
                ? (data & 0x1FF, (data >> 9) & 0xFF, (data >> 17) & 1)
                : (data & 0x3FFF, (data >> 14) & 0x3FFF, (data >> 28) & 1);
            if (x >= Width || y >= Height)
            {
                Counters.OutOfRange++;
                continue;
            }

            if (time < latest)
                Counters.Regressions++;
            latest = Math.Max(latest, time);
            PixelRow.Put(target, count++, latest, PixelRow.Pixel(x, y, polarity));
        }

        Latest = latest;
        Counters.Events += count;
        consumed = used * sizeof(ulong);
        return count;
    }

    private long Time(uint stamp)
    {
        if (stamp < _stamp && _stamp - stamp > 1u << 31)
            _wraps++;
        _stamp = stamp;
        return (_wraps << 32) + stamp;
    }
}
