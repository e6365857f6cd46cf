namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// The 64-bit time that words of a 28-bit TIME_HIGH build up, in steps of 64 us. Their 34 bits wrap every 4 h 46 min: a fall by
/// more than half the range is a wrap, a smaller one is a step back.
/// </summary>
internal struct HighTime
{
    public const int LowBits = 6;
    private const int HighBits = 28;

    private long _wraps;

    /// <summary>False until the first TIME_HIGH: events before it have no time.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Field of the last TIME_HIGH [64 microseconds].</summary>
    public uint High { get; private set; }

    /// <summary>Time of the next events without their low bits [microseconds].</summary>
    public long Microseconds { get; private set; }

    /// <summary>Takes the field of a TIME_HIGH word [64 microseconds].</summary>
    public void Take(uint high)
    {
        if (IsKnown && high < High && High - high > 1u << (HighBits - 1))
            _wraps++;
        IsKnown = true;
        High = high;
        Microseconds = ((_wraps << HighBits) + high) << LowBits;
    }
}
