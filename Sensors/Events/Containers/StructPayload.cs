namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>Arrays of dvs_msgs/Event: x, y, seconds, nanoseconds, polarity; times since 1970.</summary>
internal sealed class StructPayload(EventGeometry geometry) : IPayloadDecoder
{
    private readonly EventGate _gate = new(geometry);
    private int _cursor;

    /// <inheritdoc/>
    public EventCounters Counters => _gate.Counters;

    /// <inheritdoc/>
    public int Decode(in BagMessage message, in PayloadHead head, Span<DvsEvent> events, ref int position)
    {
        var cursor = new MessageCursor(message) { Position = position == 0 ? head.Start : _cursor };
        var written = 0;
        while (position < head.Length && written < events.Length)
        {
            var x = cursor.ReadUInt16();
            var y = cursor.ReadUInt16();
            var time = cursor.ReadUInt32() * 1_000_000L + cursor.ReadUInt32() / 1000;
            var polarity = cursor.ReadByte() != 0 ? 1 : 0;
            if (cursor.IsDamaged)
            {
                Counters.DamagedBytes += message.Data.Length - Math.Min(message.Data.Length, cursor.Position);
                position = head.Length;
                break;
            }

            position++;
            if (_gate.TryAdmit(time, x, y, polarity, out events[written]))
                written++;
        }

        _cursor = cursor.Position;
        return written;
    }
}
