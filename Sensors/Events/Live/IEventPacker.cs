namespace EdgeSnn.Sensors.Events.Live;

/// <summary>Packs events for a socket, one piece at a time. Owned by one thread.</summary>
public interface IEventPacker : IDisposable
{
    /// <summary>What every connection begins with; empty for datagrams.</summary>
    ReadOnlyMemory<byte> Preamble { get; }

    /// <summary>Most events of one piece.</summary>
    int MostEvents { get; }

    /// <summary>Packs one piece.</summary>
    /// <param name="events">At most <see cref="MostEvents"/>, in order.</param>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="ArgumentException">An event that the layout cannot hold.</exception>
    ReadOnlySpan<byte> Pack(ReadOnlySpan<DvsEvent> events);
}
