namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Refractory period per pixel: an event is kept when the pixel's last one that was kept lies a period back or more,
/// t - t_kept(x, y) >= period. D. Czech, G. Orchard, "Evaluating noise filtering for event-based asynchronous change detection
/// image sensors", IEEE BioRob 2016.
/// </summary>
public sealed class RefractoryFilter : IEventFilter
{
    private readonly ulong _period;
    private readonly PixelMap _map;
    private readonly long[] _kept;

    /// <summary>Allocates a time per pixel.</summary>
    /// <param name="microseconds">The period, at least 1 [microseconds].</param>
    /// <param name="geometry">Size of the sensor.</param>
    /// <exception cref="ArgumentException">The period is below 1, or the sensor's size is unknown or too large.</exception>
    public RefractoryFilter(int microseconds, EventGeometry geometry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(microseconds, 1);
        _period = (ulong)microseconds;
        Geometry = geometry;
        _map = new PixelMap(geometry);
        _kept = new long[_map.Length];
        Reset();
    }

    /// <inheritdoc/>
    public EventGeometry Geometry { get; }

    /// <inheritdoc/>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        var (map, times, period) = (_map, _kept, _period);
        var kept = 0;
        for (var index = 0; index < events.Length; index++)
        {
            var one = events[index];
            if (map.Contains(one))
            {
                ref var last = ref times[map.IndexOf(one)];
                // Unsigned: an event older than the last one, which no stream in order has, is far away and kept.
                if ((ulong)(one.Microseconds - last) < period)
                    continue;
                last = one.Microseconds;
                events[kept++] = one;
            }
            else if (one.IsTimeMark)
            {
                events[kept++] = one;
            }
        }

        Dropped += events.Length - kept;
        return kept;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Fill(_kept, long.MinValue);
        Dropped = 0;
    }
}
