namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>
/// The events of a bag: those of the first topic that carries events, the others of that kind counted as unknown. Allocates per
/// message only while a message is longer than those before it.
/// </summary>
internal sealed class BagEventReader : IEventReader
{
    private readonly IBag _bag;
    private readonly IPayloadDecoder _payload;
    private readonly string _topic;
    private readonly string _encoding;
    private readonly EventGeometry _fallback;
    private BagMessage _message;
    private PayloadHead _head;
    private int _position;

    /// <summary>Takes over a bag, and reads up to its first events.</summary>
    /// <param name="bag">Closed with this reader.</param>
    /// <param name="options">What else is known.</param>
    /// <exception cref="EventFormatException">No events, or in an encoding that is not known.</exception>
    public BagEventReader(IBag bag, EventReadOptions options)
    {
        _bag = bag;
        _fallback = options.Geometry;
        do
        {
            if (!bag.TryRead(out _message))
            {
                throw new EventFormatException(
                    "messages", "none of events", "event_camera_msgs/EventPacket, dvs_msgs/EventArray or prophesee_event_msgs/EventArray");
            }
        }
        while (!PayloadHead.IsEvents(_message.Type) || !PayloadHead.TryRead(_message, out _head));

        (_topic, _encoding) = (_message.Topic, _head.Encoding);
        _payload = Create(_encoding, Geometry);
    }

    /// <inheritdoc/>
    public EventGeometry Geometry => _head.Geometry == default ? _fallback : _head.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters => _payload.Counters;

    /// <inheritdoc/>
    public double Share => _bag.Share;

    /// <inheritdoc/>
    public int Read(Span<DvsEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Length, IEventDecoder.SmallestRoom);
        while (true)
        {
            while (_position < _head.Length)
            {
                var count = _payload.Decode(_message, _head, events, ref _position);
                if (count > 0)
                    return count;
            }

            if (!TryNext())
                return 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bag.Dispose();

    private static IPayloadDecoder Create(string encoding, EventGeometry geometry) => encoding switch
    {
        "evt2" or "evt21" or "evt3" or "evt4" => new StreamPayload(encoding, geometry),
        "mono" or "trigger" or "libcaer" => new WordPayload(geometry),
        "libcaer_cmp" => new PackedPayload(geometry),
        PayloadHead.Structs => new StructPayload(geometry),
        _ => throw new EventFormatException("encoding", $"\"{encoding}\"", "evt3, libcaer_cmp, libcaer, mono or trigger"),
    };

    private bool TryNext()
    {
        var damaged = _bag.DamagedBytes;
        while (_bag.TryRead(out var message))
        {
            Counters.DamagedBytes += _bag.DamagedBytes - damaged;
            damaged = _bag.DamagedBytes;
            if (!PayloadHead.IsEvents(message.Type))
                continue;
            if (message.Topic != _topic)
            {
                Counters.Unknown++;
            }
            else if (!PayloadHead.TryRead(message, out var head))
            {
                Counters.DamagedBytes += message.Data.Length;
            }
            else if (head.Encoding != _encoding)
            {
                Counters.Unknown++;
            }
            else
            {
                (_message, _head, _position) = (message, head, 0);
                return true;
            }
        }

        Counters.DamagedBytes += _bag.DamagedBytes - damaged;
        return false;
    }
}
