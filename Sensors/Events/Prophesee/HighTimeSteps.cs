namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// The TIME_HIGH words that lead a decoder to a time. A decoder sees a wrap only where the field falls by more than half its
/// range, so a long gap takes several words.
/// </summary>
/// <param name="highBits">Size of the field.</param>
/// <param name="lowBits">Bits of time below it.</param>
internal struct HighTimeSteps(int highBits, int lowBits)
{
    // What leads from 0 to a late first event: about 38 hours of EVT3. Later ones, as in Unix time, lose whole wraps.
    private const int LongestLead = 1 << 14;

    private readonly long _step = (1L << (highBits - 1)) - 1;
    private long _high = -1;

    /// <summary>Gives the next word to write before events of a time, if one is needed.</summary>
    /// <param name="microseconds">Time of the events [microseconds].</param>
    /// <param name="field">The word's field.</param>
    public bool TryNext(long microseconds, out uint field)
    {
        var high = microseconds >> lowBits;
        field = 0;
        if (high == _high)
            return false;
        if (_high < 0)
            _high = high <= LongestLead * _step ? Math.Min(high, _step) : high;
        else
            _high += Math.Min(high - _high, _step);
        field = (uint)(_high & ((1L << highBits) - 1));
        return true;
    }
}
