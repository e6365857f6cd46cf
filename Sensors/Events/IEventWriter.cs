namespace EdgeSnn.Sensors.Events;

/// <summary>
/// Writes events as one file of one format; reading it back gives the same events. The stream is the caller's and stays open.
/// Owned by one thread.
/// </summary>
public interface IEventWriter
{
    /// <summary>Appends events.</summary>
    /// <param name="events">In stream order, times from 0 on and never falling.</param>
    /// <exception cref="ArgumentException">An event that the format cannot hold, or one earlier than the one before.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    void Write(ReadOnlySpan<DvsEvent> events);

    /// <summary>Completes the file, also one without events: writes what is still held back. To be called once, last.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    void Finish();
}
