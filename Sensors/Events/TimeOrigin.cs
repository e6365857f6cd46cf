namespace EdgeSnn.Sensors.Events;

/// <summary>
/// Where the zero of a format without absolute time lies. Such formats fill the time before the first event, as every gap,
/// with records; a recording that begins at, say, the date in microseconds would be nothing else. It then begins at 0.
/// </summary>
/// <param name="fillerMicroseconds">Time that one filler stands for [microseconds].</param>
/// <param name="mostFillers">Most fillers that one gap may take.</param>
internal struct TimeOrigin(long fillerMicroseconds, int mostFillers)
{
    private readonly long _longestGap = mostFillers * fillerMicroseconds;
    private long _origin;
    private long _latest = -1;

    /// <summary>The event's time in the file [microseconds].</summary>
    /// <exception cref="ArgumentException">The gap since the last event needs too many fillers.</exception>
    public long Shift(long microseconds)
    {
        if (_latest < 0)
            _origin = microseconds > _longestGap ? microseconds : 0;
        else if (microseconds - _latest > _longestGap)
            throw new ArgumentException($"a gap of {microseconds - _latest} us, expected {_longestGap} us at most");
        _latest = microseconds;
        return microseconds - _origin;
    }
}
