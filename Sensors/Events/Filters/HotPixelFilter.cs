namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Hot pixels, learned: a pixel is masked for the next window when in this one it had at least so many events, and four times
/// as many as its eight neighbors on average: a scene that is that busy moves its neighbors, too. Counting goes on under the
/// mask, so a pixel that calms down comes back. After the hot-pixel filter of jAER (T. Delbruck, 2008), which masks the most
/// active pixels of a learning phase.
/// </summary>
/// <remarks>Cost: some nanoseconds per event, and once per window a look at every pixel.</remarks>
public sealed class HotPixelFilter : IEventFilter
{
    private const int OverNeighbors = 4;
    private const int Neighbors = 8;

    private readonly long _window;
    private readonly int _least;
    private readonly PixelMap _map;
    private readonly int[] _counts;
    private readonly bool[] _masked;
    private long _windowEnd;
    private bool _hasBegun;

    /// <summary>Allocates a count and a mark per pixel.</summary>
    /// <param name="rate">Rate from which on a pixel may be hot, at least 1 [events/s].</param>
    /// <param name="milliseconds">Length of a window, 1 .. 3,600,000 [ms].</param>
    /// <param name="geometry">Size of the sensor.</param>
    /// <exception cref="ArgumentException">A value is out of range, or the sensor's size is unknown or too large.</exception>
    public HotPixelFilter(int rate, int milliseconds, EventGeometry geometry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, 3_600_000);
        _window = milliseconds * 1000L;
        _least = (int)Math.Clamp((long)rate * milliseconds / 1000, 2, int.MaxValue);
        Geometry = geometry;
        _map = new PixelMap(geometry);
        _counts = new int[_map.Length];
        _masked = new bool[_map.Length];
    }

    /// <inheritdoc/>
    public EventGeometry Geometry { get; }

    /// <inheritdoc/>
    public long Dropped { get; private set; }

    /// <summary>Pixels masked now.</summary>
    public int Masked { get; private set; }

    /// <inheritdoc/>
    public int Apply(Span<DvsEvent> events)
    {
        var kept = 0;
        for (var index = 0; index < events.Length; index++)
        {
            var one = events[index];
            if (_map.Contains(one))
            {
                if (one.Microseconds >= _windowEnd || !_hasBegun)
                    BeginWindow(one.Microseconds);
                var pixel = _map.IndexOf(one);
                // A count that stands still at the end of its range is as hot as can be.
                _counts[pixel] += _counts[pixel] < int.MaxValue ? 1 : 0;
                if (!_masked[pixel])
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
        Array.Clear(_counts);
        Array.Clear(_masked);
        _hasBegun = false;
        Dropped = Masked = 0;
    }

    private void BeginWindow(long now)
    {
        if (_hasBegun)
            Learn();
        _hasBegun = true;
        _windowEnd = now > long.MaxValue - _window ? long.MaxValue : now + _window;
    }

    private void Learn()
    {
        Masked = 0;
        for (var y = 0; y < Geometry.Height; y++)
        {
            var row = ((y + 1) * _map.Stride) + 1;
            for (var pixel = row; pixel < row + Geometry.Width; pixel++)
            {
                var isHot = _counts[pixel] >= _least && IsAlone(pixel);
                _masked[pixel] = isHot;
                Masked += isHot ? 1 : 0;
            }
        }

        Array.Clear(_counts);
    }

    private bool IsAlone(int pixel)
    {
        long around = 0;
        for (var row = pixel - _map.Stride; row <= pixel + _map.Stride; row += _map.Stride)
            around += (long)_counts[row - 1] + _counts[row] + _counts[row + 1];
        around -= _counts[pixel];
        return (long)_counts[pixel] * Neighbors >= OverNeighbors * around;
    }
}
