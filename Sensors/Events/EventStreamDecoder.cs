using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events;

/// <summary>
/// Event Stream <c>.es</c> version 2 (Marcireau et al., 2018): delta-coded events of a DVS or an ATIS, whose exposure
/// measurements are skipped. Color events carry no polarity and generic ones no pixel: they are counted as unknown.
/// Allocates nothing after the header.
/// </summary>
internal sealed class EventStreamDecoder : RecordDecoder
{
    private const int LongestUnit = 8;
    private const int ShortHeader = 16;
    private const int LongHeader = 20;

    private EventStreamKind _kind;
    private long _time;
    private long _payloadLeft;
    private int _lengthShift = -1;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor where the header states none; 0 by 0 when unknown.</param>
    public EventStreamDecoder(EventGeometry geometry = default)
        : base(geometry, LongestUnit)
    {
    }

    /// <summary>The first bytes of every stream.</summary>
    internal static ReadOnlySpan<byte> Magic => "Event Stream"u8;

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended)
    {
        var head = soFar[..Math.Min(soFar.Length, Magic.Length)];
        if (!Magic.StartsWith(head))
            throw new EventFormatException("magic", "other bytes", "\"Event Stream\"", 0);
        var needed = soFar.Length < ShortHeader || soFar[15] == (byte)EventStreamKind.Generic ? ShortHeader : LongHeader;
        if (soFar.Length < needed)
        {
            return !ended ? -1 : throw new EventFormatException(
                "header", $"the end after {soFar.Length} bytes", $"{needed} bytes", soFar.Length);
        }

        if (soFar[12] != 2)
            throw new EventFormatException("version", $"{soFar[12]}.{soFar[13]}.{soFar[14]}", "2.x.y", 12);
        _kind = (EventStreamKind)soFar[15];
        if (!Enum.IsDefined(_kind))
            throw new EventFormatException("type", $"{soFar[15]}", "0 generic, 1 DVS, 2 ATIS or 4 color", 15);
        if (_kind != EventStreamKind.Generic)
        {
            Gate.State(
                BinaryPrimitives.ReadUInt16LittleEndian(soFar[16..]), BinaryPrimitives.ReadUInt16LittleEndian(soFar[18..]));
        }

        return needed;
    }

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var written = 0;
        consumed = 0;
        while (consumed < bytes.Length && written < events.Length)
        {
            var used = _kind switch
            {
                EventStreamKind.Dvs => DecodeDvs(bytes[consumed..], events, ref written),
                EventStreamKind.Atis => DecodeAtis(bytes[consumed..], events, ref written),
                EventStreamKind.Color => SkipColor(bytes[consumed..]),
                _ => SkipGeneric(bytes[consumed..]),
            };
            if (used == 0)
                break;
            consumed += used;
        }

        return written;
    }

    private int DecodeDvs(ReadOnlySpan<byte> unit, Span<DvsEvent> events, ref int written)
    {
        var code = unit[0];
        if (code >= 0xFE)
        {
            _time += code == 0xFF ? 127 : 0;
            return 1;
        }

        if (unit.Length < 5)
            return 0;
        _time += code >> 1;
        Admit(unit[1..], code & 1, events, ref written);
        return 5;
    }

    private int DecodeAtis(ReadOnlySpan<byte> unit, Span<DvsEvent> events, ref int written)
    {
        var code = unit[0];
        if ((code & 0xFC) == 0xFC)
        {
            _time += 63 * (code & 3);
            return 1;
        }

        if (unit.Length < 5)
            return 0;
        _time += code >> 2;
        // Odd codes are the two ends of an exposure measurement: gray levels, not changes.
        if ((code & 1) != 0)
            Counters.Unknown++;
        else
            Admit(unit[1..], (code >> 1) & 1, events, ref written);
        return 5;
    }

    private void Admit(ReadOnlySpan<byte> pixel, int polarity, Span<DvsEvent> events, ref int written)
    {
        var x = BinaryPrimitives.ReadUInt16LittleEndian(pixel);
        var y = BinaryPrimitives.ReadUInt16LittleEndian(pixel[2..]);
        if (Gate.TryAdmit(_time, x, y, polarity, out events[written]))
            written++;
    }

    private int SkipColor(ReadOnlySpan<byte> unit)
    {
        if (unit[0] >= 0xFE)
            return 1;
        if (unit.Length < LongestUnit)
            return 0;
        Counters.Unknown++;
        return LongestUnit;
    }

    private int SkipGeneric(ReadOnlySpan<byte> unit)
    {
        if (_lengthShift >= 0)
        {
            // The length comes in groups of seven bits, lowest first; bit 0 of a byte says that another follows.
            var group = (long)(unit[0] >> 1);
            _payloadLeft = _lengthShift < 56 ? _payloadLeft | (group << _lengthShift) : long.MaxValue;
            _lengthShift = (unit[0] & 1) != 0 ? Math.Min(_lengthShift + 7, 56) : -1;
            return 1;
        }

        if (_payloadLeft > 0)
        {
            var skipped = (int)Math.Min(unit.Length, _payloadLeft);
            _payloadLeft -= skipped;
            return skipped;
        }

        if (unit[0] < 0xFE)
        {
            Counters.Unknown++;
            _lengthShift = 0;
        }

        return 1;
    }
}
