namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>Keeps the events of one polarity, or gives all of them the same one.</summary>
public sealed class PolarityFilter : IEventFilter
{
    private readonly PolarityChoice _choice;

    /// <summary>States what is kept.</summary>
    /// <param name="choice">What is kept.</param>
    /// <param name="geometry">Size of the sensor; 0 by 0 while unknown.</param>
    public PolarityFilter(PolarityChoice choice, EventGeometry geometry)
    {
        _choice = choice;
        Geometry = geometry;
    }

    /// <inheritdoc/>
    public EventGeometry Geometry { get; }

    /// <inheritdoc/>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        var kept = 0;
        for (var index = 0; index < events.Length; index++)
        {
            var one = events[index];
            if (one.IsTimeMark)
                events[kept++] = one;
            else if (_choice == PolarityChoice.Merged)
                events[kept++] = one with { Polarity = 1 };
            else if (one.Polarity == (byte)_choice)
                events[kept++] = one;
        }

        Dropped += events.Length - kept;
        return kept;
    }

    /// <inheritdoc/>
    public void Reset() => Dropped = 0;
}
