namespace EdgeSnn.Sensors.Events;

/// <summary>What a caller knows about a recording that its content may not tell.</summary>
public sealed record EventReadOptions
{
    /// <summary>Nothing is known beside the content.</summary>
    public static EventReadOptions None { get; } = new();

    /// <summary>Size of the sensor, which wins over the content's; 0 by 0 to take what the content states.</summary>
    public EventGeometry Geometry { get; init; }
}
