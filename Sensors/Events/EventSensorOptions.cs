using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Sensors.Events;

/// <summary>What an <see cref="EventSensor"/> does with the events of its reader.</summary>
public sealed record EventSensorOptions
{
    /// <summary>Length of the network's ticks [microseconds].</summary>
    public required int TickMicroseconds { get; init; }

    /// <summary>Filters, in the order of the data's way.</summary>
    public IReadOnlyList<EventFilterRequest> Filters { get; init; } = [];

    /// <summary>Size of the sensor where the recording does not state it; 0 by 0 when unknown.</summary>
    public EventGeometry Geometry { get; init; }
}
