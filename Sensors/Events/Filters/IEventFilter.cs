namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Keeps some events of a stream, drops and counts the others, and may move those it keeps to other pixels. Memory is fixed
/// after construction: 0 bytes per call. Any split of the same stream gives the same events, in the same order. Owned by one
/// thread.
/// </summary>
public interface IEventFilter
{
    /// <summary>Size of the sensor as it looks behind this filter; 0 by 0 while unknown.</summary>
    EventGeometry Geometry { get; }

    /// <summary>Events dropped since construction or the last reset: those given less those kept.</summary>
    long Dropped { get; }

    /// <summary>Filters events in place; time marks are kept.</summary>
    /// <param name="events">The next events of the stream; those kept move to its beginning.</param>
    /// <returns>How many were kept.</returns>
    int Apply(Span<DvsEvent> events);

    /// <summary>Forgets all events: the state is as after construction.</summary>
    void Reset();
}
