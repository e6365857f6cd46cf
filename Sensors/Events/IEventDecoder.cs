namespace EdgeSnn.Sensors.Events;

/// <summary>
/// Turns the bytes of one stream, header included, into events. Fed with chunks of any size: any split of the same bytes gives
/// the same events. Allocates nothing after its header; throws nothing but <see cref="EventFormatException"/>, and that only
/// for a header that cannot be read. Owned by one thread.
/// </summary>
public interface IEventDecoder
{
    /// <summary>Room that a caller must offer, so that one word's events always fit [events].</summary>
    const int SmallestRoom = 64;

    /// <summary>Size of the sensor, once known: from the header, from the caller's override, or 0 by 0.</summary>
    EventGeometry Geometry { get; }

    /// <summary>What was met so far.</summary>
    EventCounters Counters { get; }

    /// <summary>Decodes as many bytes as there are, or as there is room for.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <param name="events">Receives events in stream order; at least <see cref="SmallestRoom"/> long.</param>
    /// <param name="consumed">Bytes used; the caller passes the rest again. All of them unless there was no room.</param>
    /// <returns>Events written.</returns>
    /// <exception cref="EventFormatException">The header is not one of this format.</exception>
    int Decode(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed);

    /// <summary>
    /// Gives out what only the end of the stream completes, such as a last line of text without its line feed. To be called
    /// once, after the last byte was consumed and before <see cref="Finish"/>. Formats of whole records give nothing.
    /// </summary>
    /// <param name="events">Receives the events; at least <see cref="SmallestRoom"/> long.</param>
    /// <returns>Events written.</returns>
    /// <exception cref="EventFormatException">The stream ended within its header.</exception>
    int Flush(Span<DvsEvent> events) => 0;

    /// <summary>States that the stream is over: counts an unfinished record.</summary>
    /// <exception cref="EventFormatException">The stream ended within its header.</exception>
    void Finish();
}
