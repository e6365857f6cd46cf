using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware;

/// <summary>What a run of a <see cref="Device{TSample}"/> was like.</summary>
public sealed record DeviceReport
{
    /// <summary>Ticks after which everything that is ever allocated has been [ticks].</summary>
    public const int WarmUpTicks = 32;

    /// <summary>Samples consumed [samples].</summary>
    public required long Samples { get; init; }

    /// <summary>Samples dropped because the network was behind [samples].</summary>
    public required long DroppedSamples { get; init; }

    /// <summary>Decisions dropped because the outputs were behind.</summary>
    public required long DroppedDecisions { get; init; }

    /// <summary>Ticks that took longer than a tick lasts.</summary>
    public required long LateTicks { get; init; }

    /// <summary>Time each tick took.</summary>
    public required TickTimes Ticks { get; init; }

    /// <summary>How late each tick began against the ideal grid; empty where nothing set a pace.</summary>
    public required TickTimes Lateness { get; init; }

    /// <summary>Ticks that ended after the next one was due, by cause.</summary>
    public required DeadlineMisses Misses { get; init; }

    /// <summary>What was asked of the operating system, and its answers.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>Decisions by class.</summary>
    public required IReadOnlyList<long> Decisions { get; init; }

    /// <summary>Networks taken over while running.</summary>
    public required long Swaps { get; init; }

    /// <summary>What the networks before the present one counted.</summary>
    public required PastCounters Past { get; init; }

    /// <summary>How many of <see cref="Outputs"/> are in use; the others were taken away by a reload.</summary>
    public required int OutputsOfTheMoment { get; init; }

    /// <summary>Bytes the network thread allocated after warm-up.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>The network's own counters.</summary>
    public required Counters Counters { get; init; }

    /// <summary>Reads of the sensor that failed.</summary>
    public required long SensorFaults { get; init; }

    /// <summary>Overruns of the sensor's own buffer.</summary>
    public required long SensorOverruns { get; init; }

    /// <summary>Times the sensor was lost, or found gone still.</summary>
    public required long SensorLosses { get; init; }

    /// <summary>What became of each output.</summary>
    public required IReadOnlyList<OutputReport> Outputs { get; init; }

    /// <summary>How long the run took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Processor time of the whole program during the run.</summary>
    public required TimeSpan ProcessorTime { get; init; }

    /// <summary>Bytes allocated per tick on the network thread after warm-up.</summary>
    public double AllocatedBytesPerTick => AllocatedBytes / (double)Math.Max(1, Ticks.Count - WarmUpTicks);
}
