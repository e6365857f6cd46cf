namespace EdgeSnn.Sensors.Events.Live;

/// <summary>A way to a live source of events: opened, read in pieces, lost, opened again. Owned by the sensor thread.</summary>
public interface IEventLink : IDisposable
{
    /// <summary>Where it leads, for messages.</summary>
    string Address { get; }

    /// <summary>Connects. May be called again after <see cref="Close"/>.</summary>
    /// <exception cref="IOException">There is nobody, or no permission.</exception>
    void Open();

    /// <summary>A decoder for what comes after an <see cref="Open"/>.</summary>
    IEventDecoder CreateDecoder();

    /// <summary>Takes the next piece, waiting for it.</summary>
    /// <param name="buffer">Receives it; at least <see cref="LiveEventReader.BufferBytes"/> long.</param>
    /// <param name="wait">Longest wait.</param>
    /// <returns>Bytes taken, 0 when nothing came in time.</returns>
    /// <exception cref="IOException">The source is gone.</exception>
    int Receive(Span<byte> buffer, TimeSpan wait);

    /// <summary>Disconnects; nothing happens when it is not connected.</summary>
    void Close();
}
