using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

/// <summary>Events from an array.</summary>
public sealed class ArrayReader(DvsEvent[] stream) : IEventReader
{
    private int _position;

    public EventGeometry Geometry { get; init; }

    /// <summary>Most events given at once.</summary>
    public int Portion { get; init; } = int.MaxValue;

    public bool IsDisposed { get; private set; }

    public EventCounters Counters { get; } = new();

    public int Read(Span<DvsEvent> events)
    {
        var count = Math.Min(Math.Min(events.Length, Portion), stream.Length - _position);
        stream.AsSpan(_position, count).CopyTo(events);
        _position += count;
        return count;
    }

    public void Dispose() => IsDisposed = true;
}
