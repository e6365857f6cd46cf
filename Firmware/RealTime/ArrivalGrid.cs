namespace EdgeSnn.Firmware.RealTime;

/// <summary>
/// When samples are due from a sensor that sets its own pace. The clock of the sensor is not the machine's, so the grid is
/// learned: sample n is due at anchor + n / rate, where the anchor is the earliest that any chunk implied. It may creep later
/// by 200 parts in a million, more than two quartzes differ, so that a slow sensor does not become ever later. A gap in the
/// stream, as when a device was lost, begins the grid anew; so does a shorter one, as of an overrun, when for a second no chunk
/// has come in time. Owned by the sensor thread.
/// </summary>
internal sealed class ArrivalGrid
{
    private const double Creep = 200e-6;
    private const double GapSeconds = 0.5;
    private const double WindowSeconds = 1;
    private const double LostSeconds = 0.005;

    private readonly double _timestampsPerSample;
    private readonly double _gap, _window, _lost;
    private double _anchor;
    private double _least = double.MaxValue;
    private long _windowEnd;
    private long _last;
    private bool _isBegun;

    /// <summary>Knows nothing yet.</summary>
    /// <param name="sampleRate">Rate of the samples [Hz].</param>
    /// <param name="timestampFrequency">Of the clock [Hz].</param>
    public ArrivalGrid(int sampleRate, long timestampFrequency)
    {
        _timestampsPerSample = timestampFrequency / (double)sampleRate;
        _gap = GapSeconds * timestampFrequency;
        _window = WindowSeconds * timestampFrequency;
        _lost = LostSeconds * timestampFrequency;
    }

    /// <summary>When the last sample of a chunk was due.</summary>
    /// <param name="position">Samples up to and with the chunk.</param>
    /// <param name="arrival">When the chunk arrived, on the clock.</param>
    public long Due(long position, long arrival)
    {
        var implied = arrival - (position * _timestampsPerSample);
        var crept = _anchor + (Creep * (arrival - _last));
        _anchor = !_isBegun || implied < crept || implied > crept + _gap ? implied : crept;
        _least = Math.Min(_least, implied - _anchor);
        if (!_isBegun || arrival >= _windowEnd)
        {
            if (_isBegun && _least > _lost)
                _anchor += _least;
            (_least, _windowEnd) = (double.MaxValue, arrival + (long)_window);
        }

        _isBegun = true;
        _last = arrival;
        return (long)(_anchor + (position * _timestampsPerSample));
    }
}
