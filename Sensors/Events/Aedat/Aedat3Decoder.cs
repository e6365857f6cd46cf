using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// AEDAT 3.0 and 3.1, as libcaer and cAER wrote it: little-endian packets of a 28-byte head and records of one kind. Polarity
/// packets are given out, special ones searched for triggers, other known ones skipped. A record's time is 31 bits behind its
/// packet's count of overflows [microseconds]. Allocates nothing after the header.
/// </summary>
internal sealed class Aedat3Decoder : RecordDecoder
{
    /// <summary>Length of a packet's head [bytes].</summary>
    internal const int HeadBytes = 28;

    /// <summary>Length of a polarity or special record [bytes].</summary>
    internal const int RecordBytes = 8;

    /// <summary>Packets of events about the stream.</summary>
    internal const int SpecialPacket = 0;

    /// <summary>Packets of changes of brightness.</summary>
    internal const int PolarityPacket = 1;

    private const int LastKnownPacket = 12;
    private const int FirstTrigger = 2;
    private const int LastTrigger = 4;

    private readonly AedatHeader _header = new(3);
    private int _packet;
    private long _packetTime;
    private long _recordsLeft;
    private long _skip;
    private bool _isLost;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor where the header names no chip; 0 by 0 when unknown.</param>
    public Aedat3Decoder(EventGeometry geometry = default)
        : base(geometry, HeadBytes)
    {
    }

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended)
    {
        var length = _header.Measure(soFar, ended);
        if (length >= 0)
            Gate.State(_header.Geometry.Width, _header.Geometry.Height);
        return length;
    }

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var written = 0;
        consumed = 0;
        while (written < events.Length && consumed < bytes.Length)
        {
            var rest = bytes[consumed..];
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(rest.Length, _skip);
                _skip -= skipped;
                Counters.DamagedBytes += _isLost ? skipped : 0;
                consumed += skipped;
            }
            else if (_recordsLeft > 0)
            {
                if (rest.Length < RecordBytes)
                    break;
                _recordsLeft--;
                consumed += RecordBytes;
                Read(rest, events, ref written);
            }
            else if (rest.Length < HeadBytes)
            {
                break;
            }
            else
            {
                ReadHead(rest);
                consumed += HeadBytes;
            }
        }

        return written;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        _packet = BinaryPrimitives.ReadInt16LittleEndian(head);
        var size = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        var offset = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        var overflow = BinaryPrimitives.ReadInt32LittleEndian(head[12..]);
        var count = BinaryPrimitives.ReadInt32LittleEndian(head[20..]);
        if (size < 0 || count < 0 || overflow < 0)
        {
            // Nothing tells where the next packet begins: what follows is lost.
            Counters.Unknown++;
            _skip = long.MaxValue;
            _isLost = true;
            return;
        }

        _packetTime = (long)overflow << 31;
        var isRead = _packet is PolarityPacket or SpecialPacket && size == RecordBytes && offset == RecordBytes - sizeof(int);
        _recordsLeft = isRead ? count : 0;
        _skip = isRead ? 0 : (long)size * count;
        if (!isRead && _packet is < 0 or > LastKnownPacket or PolarityPacket)
            Counters.Unknown++;
    }

    private void Read(ReadOnlySpan<byte> record, Span<DvsEvent> events, ref int written)
    {
        var data = BinaryPrimitives.ReadUInt32LittleEndian(record);
        // Bit 0 is cleared by cAER's filters: such records count for nothing.
        if ((data & 1) == 0)
            return;
        if (_packet == SpecialPacket)
        {
            Counters.Triggers += ((data >> 1) & 0x7F) is >= FirstTrigger and <= LastTrigger ? 1 : 0;
            return;
        }

        var time = _packetTime + (BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) & int.MaxValue);
        var isOldLayout = _header.MinorVersion == 0;
        var x = isOldLayout ? data >> 18 : data >> 17;
        var y = isOldLayout ? (data >> 4) & 0x3FFF : (data >> 2) & 0x7FFF;
        if (Gate.TryAdmit(time, x, y, (int)((data >> 1) & 1), out events[written]))
            written++;
    }
}
