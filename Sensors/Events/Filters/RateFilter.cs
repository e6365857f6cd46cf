namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>
/// Cap of the event rate: a token bucket. Each event costs one token; tokens come at the rate and are kept up to the burst. An
/// event without a token is dropped, whichever pixel it is of. J. Turner, "New directions in communications", IEEE
/// Communications Magazine 24(10), 1986.
/// </summary>
public sealed class RateFilter : IEventFilter
{
    private const long MicroTokens = 1_000_000;
    private const long LongestRefill = 10_000_000;

    private readonly int _rate;
    private readonly long _most;
    private long _tokens;
    private long _latest;
    private bool _hasBegun;

    /// <summary>States the rate.</summary>
    /// <param name="rate">Events per second, 1 .. 1,000,000,000.</param>
    /// <param name="burst">Events that may come at once, at least 1.</param>
    /// <param name="geometry">Size of the sensor; 0 by 0 while unknown.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RateFilter(int rate, int burst, EventGeometry geometry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1_000_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        _rate = rate;
        _most = burst * MicroTokens;
        Geometry = geometry;
        Reset();
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
            if (!one.IsTimeMark)
            {
                Refill(one.Microseconds);
                if (_tokens < MicroTokens)
                    continue;
                _tokens -= MicroTokens;
            }

            events[kept++] = one;
        }

        Dropped += events.Length - kept;
        return kept;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _tokens = _most;
        _hasBegun = false;
        Dropped = 0;
    }

    private void Refill(long now)
    {
        if (!_hasBegun || now > _latest)
        {
            // Of a longer pause the product could leave 64 bits.
            var pause = _hasBegun ? (long)Math.Min((ulong)(now - _latest), LongestRefill) : 0;
            _tokens = Math.Min(_most, _tokens + (pause * _rate));
            _latest = now;
            _hasBegun = true;
        }
    }
}
