namespace EdgeSnn.Firmware.RealTime;

/// <summary>What a run asks of the operating system so that its ticks come in time; each may be refused.</summary>
public sealed record RealTimeOptions
{
    /// <summary>Asks for nothing.</summary>
    public static RealTimeOptions None { get; } = new();

    /// <summary>SCHED_FIFO priority of the sensor's and the network's thread, 0 for the usual scheduling.</summary>
    public int FifoPriority { get; init; }

    /// <summary>Keep the program's memory from being paged out.</summary>
    public bool LocksMemory { get; init; }

    /// <summary>Processor of the two threads, -1 for any.</summary>
    public int Cpu { get; init; } = -1;

    /// <summary>Memory allocated without a garbage collection, 0 for the usual collection [MB].</summary>
    public int NoGcMegabytes { get; init; }
}
