namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// A signed 32-bit clock made 64 bits wide: a fall by more than half its range is a wrap, a smaller one is a step back.
/// </summary>
internal struct AerClock
{
    private long _base;
    private int _previous;
    private bool _started;

    /// <summary>Time since the clock's own zero [microseconds].</summary>
    public long Unwrap(int raw)
    {
        if (_started && (long)_previous - raw > int.MaxValue)
            _base += 1L << 32;
        _started = true;
        _previous = raw;
        return _base + raw;
    }
}
