using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary>What is in a recording of events, as <c>edgesnn info</c> shows it.</summary>
public sealed record EventInfo
{
    /// <summary>The recording.</summary>
    public required string File { get; init; }

    /// <summary>Its format, as in the catalog.</summary>
    public required string Format { get; init; }

    /// <summary>Columns of the sensor, 0 when unknown [pixels].</summary>
    public int Width { get; init; }

    /// <summary>Rows of the sensor, 0 when unknown [pixels].</summary>
    public int Height { get; init; }

    /// <summary>Events given out.</summary>
    public long Count { get; init; }

    /// <summary>The first event; absent without events.</summary>
    public EventFields? First { get; init; }

    /// <summary>The last event; absent without events.</summary>
    public EventFields? Last { get; init; }

    /// <summary>Sum of all columns.</summary>
    public long SumX { get; init; }

    /// <summary>Sum of all rows.</summary>
    public long SumY { get; init; }

    /// <summary>Sum of all polarities, which is the number of ON events.</summary>
    public long SumPolarity { get; init; }

    /// <summary>From the first event to the last [seconds].</summary>
    public double Seconds { get; init; }

    /// <summary>Mean rate over that time; 0 for a single moment [events per second].</summary>
    public double EventsPerSecond { get; init; }

    /// <summary>External trigger edges.</summary>
    public long Triggers { get; init; }

    /// <summary>Events whose time ran back: given the latest time.</summary>
    public long Regressions { get; init; }

    /// <summary>Events outside the sensor: dropped.</summary>
    public long OutOfRange { get; init; }

    /// <summary>Words or records of undefined kinds: skipped.</summary>
    public long Unknown { get; init; }

    /// <summary>Events before the first time base: dropped.</summary>
    public long BeforeTimeBase { get; init; }

    /// <summary>Bytes of unfinished records and damaged packets [bytes].</summary>
    public long DamagedBytes { get; init; }

    /// <summary>Completes sums with what the reader knows at its end.</summary>
    public EventInfo With(IEventReader reader)
    {
        var counters = reader.Counters;
        var microseconds = Last is null ? 0 : Last.T - First!.T;
        return this with
        {
            Width = reader.Geometry.Width,
            Height = reader.Geometry.Height,
            Seconds = microseconds / 1e6,
            EventsPerSecond = microseconds == 0 ? 0 : Math.Round(Count * 1e6 / microseconds, 3),
            Triggers = counters.Triggers,
            Regressions = counters.Regressions,
            OutOfRange = counters.OutOfRange,
            Unknown = counters.Unknown,
            BeforeTimeBase = counters.BeforeTimeBase,
            DamagedBytes = counters.DamagedBytes,
        };
    }
}
