namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>A filter that was asked for, before the size of the sensor is known.</summary>
/// <param name="Entry">The filter's line of the catalog.</param>
/// <param name="Values">A value for each of its parameters, within their ranges.</param>
public sealed record EventFilterRequest(EventFilterEntry Entry, IReadOnlyList<int> Values)
{
    /// <summary>Builds the filter.</summary>
    /// <param name="geometry">Size of the sensor; 0 by 0 while unknown.</param>
    /// <exception cref="ArgumentException">The filter needs the sensor's size, or does not fit it.</exception>
    public IEventFilter Create(EventGeometry geometry) => Entry.Create(Values, geometry);
}
