namespace EdgeSnn.Sensors.Events;

/// <summary>What a decoder met since construction or the last reset, beside good events. Owned by the decoder's thread.</summary>
public sealed class EventCounters
{
    /// <summary>Change-detection events given out.</summary>
    public long Events { get; internal set; }

    /// <summary>External trigger edges; they are counted, not given out.</summary>
    public long Triggers { get; internal set; }

    /// <summary>Events whose time ran back within the stream: given out at the latest time seen.</summary>
    public long Regressions { get; internal set; }

    /// <summary>Events outside the sensor: dropped.</summary>
    public long OutOfRange { get; internal set; }

    /// <summary>
    /// Words, records or packets of a kind that the format does not define, or that this project does not know: skipped. Known
    /// kinds without events (frames, inertial samples, monitoring) are skipped uncounted.
    /// </summary>
    public long Unknown { get; internal set; }

    /// <summary>Events before the first time base: dropped.</summary>
    public long BeforeTimeBase { get; internal set; }

    /// <summary>Bytes at the end of the stream that are no whole record, and damaged packets that were skipped [bytes].</summary>
    public long DamagedBytes { get; internal set; }

    /// <summary>Sets all to 0.</summary>
    internal void Clear() => Events = Triggers = Regressions = OutOfRange = Unknown = BeforeTimeBase = DamagedBytes = 0;

    /// <summary>Adds what others met.</summary>
    internal void Add(EventCounters other)
    {
        Events += other.Events;
        Triggers += other.Triggers;
        Regressions += other.Regressions;
        OutOfRange += other.OutOfRange;
        Unknown += other.Unknown;
        BeforeTimeBase += other.BeforeTimeBase;
        DamagedBytes += other.DamagedBytes;
    }
}
