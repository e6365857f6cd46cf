namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>Turns the events of messages into this project's, message by message.</summary>
internal interface IPayloadDecoder
{
    /// <summary>What was met so far.</summary>
    EventCounters Counters { get; }

    /// <summary>Decodes a part of one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="head">Its head.</param>
    /// <param name="events">Receives events; at least <see cref="IEventDecoder.SmallestRoom"/> long.</param>
    /// <param name="position">Bytes, or structs, of the message decoded before; moved on. At <see cref="PayloadHead.Length"/>, or
    /// beyond, the message is done.</param>
    /// <returns>Events written.</returns>
    int Decode(in BagMessage message, in PayloadHead head, Span<DvsEvent> events, ref int position);
}
