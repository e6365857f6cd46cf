namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>Filters one behind the other, the first one nearest to the sensor. Owned by one thread.</summary>
public sealed class EventFilterChain : IEventFilter
{
    private readonly IEventFilter[] _filters;
    private readonly EventGeometry _sensor;

    /// <summary>Builds the filters that were asked for.</summary>
    /// <param name="requests">In the order of the data's way.</param>
    /// <param name="geometry">Size of the sensor; 0 by 0 while unknown.</param>
    /// <exception cref="ArgumentException">A filter cannot be had for a sensor of this size.</exception>
    public EventFilterChain(IReadOnlyList<EventFilterRequest> requests, EventGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(requests);
        _sensor = geometry;
        _filters = new IEventFilter[requests.Count];
        for (var index = 0; index < _filters.Length; index++)
        {
            _filters[index] = requests[index].Create(geometry);
            geometry = _filters[index].Geometry;
        }
    }

    /// <summary>The filters, in the order of the data's way.</summary>
    public IReadOnlyList<IEventFilter> Filters => _filters;

    /// <inheritdoc/>
    public EventGeometry Geometry => _filters.Length == 0 ? _sensor : _filters[^1].Geometry;

    /// <inheritdoc/>
    public long Dropped => _filters.Sum(filter => filter.Dropped);

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        foreach (var filter in _filters)
            events = events[..filter.Apply(events)];
        return events.Length;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (var filter in _filters)
            filter.Reset();
    }
}
