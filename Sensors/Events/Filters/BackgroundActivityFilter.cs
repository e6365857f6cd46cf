namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Background activity: an event is kept when one of the eight neighbors of its pixel had one less than a time dt ago, for
/// noise comes alone and edges do not. Each event writes its time into the cells of its neighbors, so that one look at the own
/// cell answers. T. Delbruck, "Frame-free dynamic digital vision", Proc. Intl. Symp. on Secure-Life Electronics, 2008.
/// </summary>
public sealed class BackgroundActivityFilter : IEventFilter
{
    private readonly ulong _window;
    private readonly PixelMap _map;
    private readonly long[] _supported;

    /// <summary>Allocates a time per pixel.</summary>
    /// <param name="microseconds">dt, at least 1 [microseconds].</param>
    /// <param name="geometry">Size of the sensor.</param>
    /// <exception cref="ArgumentException">dt is below 1, or the sensor's size is unknown or too large.</exception>
    public BackgroundActivityFilter(int microseconds, EventGeometry geometry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(microseconds, 1);
        _window = (ulong)microseconds;
        Geometry = geometry;
        _map = new PixelMap(geometry);
        _supported = new long[_map.Length];
        Reset();
    }

    /// <inheritdoc/>
    public EventGeometry Geometry { get; }

    /// <inheritdoc/>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        var (map, times, window) = (_map, _supported, _window);
        var kept = 0;
        for (var index = 0; index < events.Length; index++)
        {
            var one = events[index];
            if (map.Contains(one))
            {
                var cell = map.IndexOf(one);
                var support = times[cell];
                Support(times, cell, map.Stride, one.Microseconds);
                // Unsigned: a cell without any support is far away.
                if ((ulong)(one.Microseconds - support) < window)
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
        Array.Fill(_supported, long.MinValue);
        Dropped = 0;
    }

    // The frame of the map takes what falls beside the sensor.
    private static void Support(long[] times, int cell, int stride, long now)
    {
        times.AsSpan(cell - stride - 1, 3).Fill(now);
        times[cell - 1] = now;
        times[cell + 1] = now;
        times.AsSpan(cell + stride - 1, 3).Fill(now);
    }
}
