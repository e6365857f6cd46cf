using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// AEDAT 4, as DV and jAER 3 write it, and DV's sockets, which leave out the first line: packets of FlatBuffers, plain or packed
/// by LZ4 or Zstandard. Gives out the first stream of events and counts triggers; other streams are skipped unread. Allocates
/// only while a packet is longer than every one before it.
/// </summary>
internal sealed class Aedat4Decoder : IEventDecoder
{
    /// <summary>The first line of a file.</summary>
    internal const string Magic = "#!AER-DAT4.0\r\n";

    /// <summary>Length of an event's struct [bytes].</summary>
    internal const int EventBytes = 16;

    private const int PacketHeadBytes = 8;
    private const int LongestHeader = 1 << 24;
    private const int FirstExternal = 1;
    private const int LastExternal = 3;

    private readonly EventGate _gate;
    private readonly PacketBuffer _held = new();
    private readonly Aedat4Packet _packet = new();
    private Step _step = Step.Start;
    private int _heldCount;
    private int _needed = 4;
    private long _skip;
    private bool _isLost;
    private long _position;
    private int _stream;
    private int _eventsGiven;
    private Aedat4Header? _header;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor where the header states none; 0 by 0 when unknown.</param>
    public Aedat4Decoder(EventGeometry geometry = default) => _gate = new EventGate(geometry);

    private enum Step
    {
        Start,
        MagicRest,
        HeaderSize,
        Header,
        PacketHead,
        PacketBody,
        Events,
        Skip,
    }

    /// <inheritdoc/>
    public EventGeometry Geometry => _gate.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters => _gate.Counters;

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Length, IEventDecoder.SmallestRoom);
        consumed = 0;
        var written = 0;
        while (written < events.Length)
        {
            if (_step == Step.Events)
            {
                written += Give(events[written..]);
                continue;
            }

            var rest = bytes[consumed..];
            if (rest.IsEmpty)
                break;
            var used = _step == Step.Skip ? Skip(rest) : Hold(rest);
            consumed += used;
            if (_step == Step.Skip || _heldCount < _needed)
                continue;
            _heldCount = 0;
            EndStep();
            // The packet's last byte stays with the caller until its events are given: an empty chunk would end the stream.
            if (_step == Step.Events)
            {
                consumed--;
                _position--;
            }
        }

        return written;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (_header is null)
            throw new EventFormatException("header", "the end of the stream", "an AEDAT 4 header", _position);
        if (_step is Step.PacketHead or Step.PacketBody)
            Counters.DamagedBytes += _heldCount;
    }

    private int Hold(ReadOnlySpan<byte> rest)
    {
        var taken = Math.Min(rest.Length, _needed - _heldCount);
        // Grows with what really came, not with what a size field claims.
        _held.TryGrow(_heldCount + taken, _heldCount);
        rest[..taken].CopyTo(_held.Bytes.AsSpan(_heldCount));
        _heldCount += taken;
        _position += taken;
        return taken;
    }

    private int Skip(ReadOnlySpan<byte> rest)
    {
        var skipped = (int)Math.Min(rest.Length, _skip);
        _skip -= skipped;
        _position += skipped;
        Counters.DamagedBytes += _isLost ? skipped : 0;
        if (_skip == 0)
        {
            _isLost = false;
            BeginPacket();
        }

        return skipped;
    }

    private void EndStep()
    {
        var held = _held.Bytes;
        switch (_step)
        {
            case Step.Start when held.AsSpan(0, 4).SequenceEqual("#!AE"u8):
                Begin(Step.MagicRest, Magic.Length - 4);
                break;
            case Step.MagicRest when !held.AsSpan(0, _needed).SequenceEqual("R-DAT4.0\r\n"u8):
                throw new EventFormatException("magic", "other bytes", "\"#!AER-DAT4.0\"", 0);
            case Step.MagicRest:
                Begin(Step.HeaderSize, 4);
                break;
            case Step.Start or Step.HeaderSize:
                BeginHeader(BinaryPrimitives.ReadUInt32LittleEndian(held));
                break;
            case Step.Header:
                _header = Aedat4Header.Read(held.AsSpan(0, _needed), _position - _needed);
                _gate.State(_header.Geometry.Width, _header.Geometry.Height);
                BeginPacket();
                break;
            case Step.PacketHead:
                ReadPacketHead(held);
                break;
            default:
                ReadPacket(held.AsSpan(0, _needed));
                break;
        }
    }

    private void Begin(Step step, int needed) => (_step, _needed) = (step, needed);

    private void BeginHeader(uint size)
    {
        if (size is < 8 or > LongestHeader)
            throw new EventFormatException("header.size", $"{size}", $"8 .. {LongestHeader}", _position - 4);
        Begin(Step.Header, (int)size);
    }

    private void BeginPacket()
    {
        if (_header!.TablePosition > 0 && _position >= _header.TablePosition)
            (_step, _skip) = (Step.Skip, long.MaxValue);
        else
            Begin(Step.PacketHead, PacketHeadBytes);
    }

    private void ReadPacketHead(ReadOnlySpan<byte> head)
    {
        _stream = BinaryPrimitives.ReadInt32LittleEndian(head);
        var size = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        if (_header!.OtherEventStreams.Contains(_stream))
            Counters.Unknown++;
        if (size < 0)
            (_step, _skip, _isLost) = (Step.Skip, long.MaxValue, true);
        else if (size > PacketBuffer.Limit)
            (_step, _skip, _isLost) = (Step.Skip, size, true);
        else if (size == 0)
            BeginPacket();
        else if (_header.EventStream < 0 || _stream == _header.EventStream || _header.TriggerStreams.Contains(_stream))
            Begin(Step.PacketBody, size);
        else
            (_step, _skip) = (Step.Skip, size);
    }

    private void ReadPacket(ReadOnlySpan<byte> payload)
    {
        if (!_packet.TryUnpack(payload))
        {
            Counters.DamagedBytes += payload.Length;
            BeginPacket();
            return;
        }

        CountTriggers();
        _eventsGiven = 0;
        if (Elements().IsEmpty)
            BeginPacket();
        else
            _step = Step.Events;
    }

    private ReadOnlySpan<byte> Elements() => FlatTable.Root(_packet.Buffer, "EVTS"u8).Vector(0, EventBytes);

    private void CountTriggers()
    {
        var table = FlatTable.Root(_packet.Buffer, "TRIG"u8);
        var count = table.Vector(0, 4).Length / 4;
        for (var i = 0; i < count; i++)
            Counters.Triggers += table.Element(0, i).Scalar(1, 1, 0) is >= FirstExternal and <= LastExternal ? 1 : 0;
    }

    private int Give(Span<DvsEvent> events)
    {
        var elements = Elements();
        var count = elements.Length / EventBytes;
        var written = 0;
        for (; _eventsGiven < count && written < events.Length; _eventsGiven++)
        {
            var e = elements.Slice(_eventsGiven * EventBytes, EventBytes);
            var time = BinaryPrimitives.ReadInt64LittleEndian(e);
            var x = BinaryPrimitives.ReadInt16LittleEndian(e[8..]);
            var y = BinaryPrimitives.ReadInt16LittleEndian(e[10..]);
            if (_gate.TryAdmit(time, x, y, e[12] & 1, out events[written]))
                written++;
        }

        if (_eventsGiven == count)
            (_step, _skip) = (Step.Skip, 1);
        return written;
    }
}
