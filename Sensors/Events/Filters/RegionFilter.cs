namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Region of interest: keeps (x, y) with x0 &lt;= x &lt; x0 + width and y0 &lt;= y &lt; y0 + height as (x - x0, y - y0).
/// </summary>
public sealed class RegionFilter : IEventFilter
{
    private readonly int _left;
    private readonly int _top;

    /// <summary>States the region; it may lie partly outside of the sensor.</summary>
    /// <param name="left">Its first column [pixels].</param>
    /// <param name="top">Its first row [pixels].</param>
    /// <param name="size">Its size.</param>
    public RegionFilter(int left, int top, EventGeometry size)
    {
        _left = left;
        _top = top;
        Geometry = size;
    }

    /// <inheritdoc/>
    public EventGeometry Geometry { get; }

    /// <inheritdoc/>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        var (left, top, width, height) = (_left, _top, (uint)Geometry.Width, (uint)Geometry.Height);
        var kept = 0;
        for (var index = 0; index < events.Length; index++)
        {
            var one = events[index];
            var (x, y) = (one.X - left, one.Y - top);
            if (one.IsTimeMark)
                events[kept++] = one;
            else if ((uint)x < width && (uint)y < height)
                events[kept++] = one with { X = (ushort)x, Y = (ushort)y };
        }

        Dropped += events.Length - kept;
        return kept;
    }

    /// <inheritdoc/>
    public void Reset() => Dropped = 0;
}
