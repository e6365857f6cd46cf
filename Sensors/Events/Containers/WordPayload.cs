using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>The encodings of event_camera_msgs whose 64-bit words stand for themselves.</summary>
internal sealed class WordPayload(EventGeometry geometry) : IPayloadDecoder
{
    private const int WordBytes = 8;
    private const long HalfClock = 1L << 30;

    private readonly EventGate _gate = new(geometry);
    private long _wraps;
    private long _previous;

    /// <inheritdoc/>
    public EventCounters Counters => _gate.Counters;

    /// <inheritdoc/>
    public int Decode(in BagMessage message, in PayloadHead head, Span<DvsEvent> events, ref int position)
    {
        var payload = message.Data.Span.Slice(head.Start + (message.IsCdr ? 4 : 0), head.Length);
        if (position == 0)
            (_wraps, _previous) = (0, 0);
        var written = 0;
        for (; payload.Length - position >= WordBytes && written < events.Length; position += WordBytes)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(payload[position..]);
            if (head.Encoding == "trigger")
                Counters.Triggers++;
            else if (TryRead(word, head, out events[written]))
                written++;
        }

        if (payload.Length - position is > 0 and < WordBytes)
        {
            Counters.DamagedBytes += payload.Length - position;
            position = payload.Length;
        }

        return written;
    }

    private bool TryRead(ulong word, in PayloadHead head, out DvsEvent admitted)
    {
        if (head.Encoding == "mono")
        {
            var nanoseconds = head.BaseNanoseconds + (uint)word;
            return _gate.TryAdmit(
                nanoseconds / 1000, (ushort)(word >> 32), (ushort)(word >> 48) & 0x7FFF, (int)(word >> 63), out admitted);
        }

        // libcaer's polarity record: 31 bits of device time replace those of the message's, and go on when they fall.
        var data = (uint)word;
        var time = (long)(word >> 32) & int.MaxValue;
        if (_previous - time > HalfClock)
            _wraps++;
        _previous = time;
        admitted = default;
        var baseMicroseconds = head.BaseNanoseconds / 1000;
        return (data & 1) != 0 && _gate.TryAdmit(
            (baseMicroseconds & ~(long)int.MaxValue) + (_wraps << 31) + time, data >> 17, (data >> 2) & 0x7FFF,
            (int)((data >> 1) & 1), out admitted);
    }
}
