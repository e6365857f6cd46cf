using EdgeSnn.Firmware.Evaluation;

namespace EdgeSnn.Firmware.RealTime;

/// <summary>What the calling thread has used since it began, as far as the system says.</summary>
/// <param name="Collections">Garbage collections of the program.</param>
/// <param name="AllocatedBytes">Allocated by the thread [bytes].</param>
/// <param name="ProcessorNanoseconds">Processor time; 0 where unknown [ns].</param>
/// <param name="Preemptions">Involuntary context switches.</param>
/// <param name="MajorFaults">Pages read from disk.</param>
internal readonly record struct ThreadUsage(
    int Collections, long AllocatedBytes, long ProcessorNanoseconds, long Preemptions, long MajorFaults)
{
    /// <summary>As of now: two system calls on Linux, nothing allocated.</summary>
    public static ThreadUsage Now()
    {
        var collections = GC.CollectionCount(0);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (!OperatingSystem.IsLinux() || Linux.Usage(Linux.UsageOfThread, out var usage) != 0)
            return new ThreadUsage(collections, allocated, 0, 0, 0);
        // Not getrusage's times: they lack what ran since the scheduler's last tick, some milliseconds, which would be charged
        // to the tick after. Nor the wall clock, by which every late tick would look like work.
        var processor = ThreadClock.IsSupported ? ThreadClock.Now() : 0;
        return new ThreadUsage(collections, allocated, processor, usage.InvoluntarySwitches, usage.MajorFaults);
    }
}
