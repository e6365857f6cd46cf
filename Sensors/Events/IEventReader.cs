namespace EdgeSnn.Sensors.Events;

/// <summary>
/// Events of one recording or stream, pulled. Memory is fixed after construction: 0 bytes per read. Owned by one thread.
/// </summary>
public interface IEventReader : IDisposable
{
    /// <summary>Size of the sensor, once known; 0 by 0 while unknown.</summary>
    EventGeometry Geometry { get; }

    /// <summary>What was met so far.</summary>
    EventCounters Counters { get; }

    /// <summary>How much of the recording is read, 0 .. 1; 0 where that is not known. May be asked from any thread.</summary>
    double Share => 0;

    /// <summary>Gives the next events, in stream order, waiting for the source where it is slow.</summary>
    /// <param name="events">Receives events; at least <see cref="IEventDecoder.SmallestRoom"/> long.</param>
    /// <returns>Events written; 0 only at the end of the stream.</returns>
    /// <exception cref="EventFormatException">The content is not of the format, or ended within its header.</exception>
    /// <exception cref="IOException">The source failed.</exception>
    int Read(Span<DvsEvent> events);
}
