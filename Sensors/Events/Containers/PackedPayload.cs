using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>
/// The encoding <c>libcaer_cmp</c> of event_camera_msgs: 16-bit words as EVT3's with rows and columns changed over; times are
/// counted from the message's.
/// </summary>
internal sealed class PackedPayload(EventGeometry geometry) : IPayloadDecoder
{
    private const int WordBytes = 2;
    private const int LongestRow = 12;

    private readonly EventGate _gate = new(geometry);
    private long _high;
    private long _low;
    private int _x;
    private int _y;
    private int _polarity;

    /// <inheritdoc/>
    public EventCounters Counters => _gate.Counters;

    /// <inheritdoc/>
    public int Decode(in BagMessage message, in PayloadHead head, Span<DvsEvent> events, ref int position)
    {
        var payload = message.Data.Span.Slice(head.Start + (message.IsCdr ? 4 : 0), head.Length);
        if (position == 0)
            (_high, _low) = (0, 0);
        var written = 0;
        for (; payload.Length - position >= WordBytes && events.Length - written >= LongestRow; position += WordBytes)
            Read(BinaryPrimitives.ReadUInt16LittleEndian(payload[position..]), head.BaseNanoseconds / 1000, events, ref written);
        if (payload.Length - position == 1)
        {
            Counters.DamagedBytes++;
            position++;
        }

        return written;
    }

    private void Read(uint word, long start, Span<DvsEvent> events, ref int written)
    {
        var value = (int)(word & 0xFFF);
        switch (word >> 12)
        {
            case 0:
                _high = value;
                break;
            case 1:
                _low = value;
                break;
            case 2:
                _x = value & 0x7FF;
                break;
            case 3:
                Admit(start, value & 0x7FF, value >> 11, events, ref written);
                break;
            case 4:
                (_y, _polarity) = (value & 0x7FF, value >> 11);
                break;
            case 5:
                ReadColumn(start, value & 0xFF, 8, events, ref written);
                break;
            case 6:
                ReadColumn(start, value, LongestRow, events, ref written);
                break;
            default:
                Counters.Unknown++;
                break;
        }
    }

    private void ReadColumn(long start, int mask, int length, Span<DvsEvent> events, ref int written)
    {
        for (var i = 0; i < length; i++)
        {
            if (((mask >> i) & 1) != 0)
                Admit(start, _y + i, _polarity, events, ref written);
        }

        _y += length;
    }

    private void Admit(long start, int y, int polarity, Span<DvsEvent> events, ref int written)
    {
        if (_gate.TryAdmit(start + (_high << 12) + _low, _x, y, polarity, out events[written]))
            written++;
    }
}
