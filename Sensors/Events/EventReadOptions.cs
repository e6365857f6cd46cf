namespace EdgeSnn.Sensors.Events;

/// <summary>What a caller knows about a recording that its content may not tell.</summary>
public sealed record EventReadOptions
{
    /// <summary>Nothing is known beside the content.</summary>
    public static EventReadOptions None { get; } = new();

    /// <summary>Size of the sensor where the content does not state one; 0 by 0 when unknown. The content wins.</summary>
    public EventGeometry Geometry { get; init; }
}
