namespace EdgeSnn.Firmware;

/// <summary>How a <see cref="Device{TSample}"/> runs.</summary>
public sealed record DeviceOptions
{
    /// <summary>
    /// True when the sensor sets the pace and samples that find no room are dropped and counted; false when the sensor waits
    /// for the network, so that no sample of a file is lost.
    /// </summary>
    public bool IsRealTime { get; init; }

    /// <summary>Clock of latencies and retries.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Decisions between network and outputs.</summary>
    public int DecisionCapacity { get; init; } = 64;

    /// <summary>Where the network thread leaves spikes for a display, or null.</summary>
    public ActivityTap? Tap { get; init; }
}
