using EdgeSnn.Firmware.RealTime;

namespace EdgeSnn.Firmware;

/// <summary>How a <see cref="Device{TSample}"/> runs.</summary>
public sealed record DeviceOptions
{
    /// <summary>
    /// True when the sensor sets the pace and samples that find no room are dropped and counted; false when the sensor waits
    /// for the network, so that no sample of a file is lost.
    /// </summary>
    public bool IsRealTime { get; init; }

    /// <summary>Half a second.</summary>
    public const long UsualCatchUpNanoseconds = 500_000_000;

    /// <summary>Ticks that the network may be behind in real time, or null for half a second; older samples are dropped [ticks].</summary>
    public int? CatchUpTicks { get; init; }

    /// <summary>Threads that step a network, the network thread included; see <see cref="Runtime.NetworkOptions.Threads"/>.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What is asked of the operating system.</summary>
    public RealTimeOptions RealTime { get; init; } = RealTimeOptions.None;

    /// <summary>Told what went wrong with a sensor or an output, in a line, on that one's thread; or null.</summary>
    public Action<string>? OnFault { get; init; }

    /// <summary>Clock of latencies and retries.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Decisions between network and outputs.</summary>
    public int DecisionCapacity { get; init; } = 64;

    /// <summary>Where the network thread leaves spikes for a display, or null.</summary>
    public ActivityTap? Tap { get; init; }
}
