using System.Diagnostics;

namespace EdgeSnn.Firmware.RealTime;

/// <summary>How late a thread is woken that sleeps until every millisecond, under a scheduling of one's choice.</summary>
/// <param name="Scheduling">As asked for.</param>
/// <param name="Refusal">Why that could not be had, or null.</param>
/// <param name="Ticks">Wake-ups measured.</param>
/// <param name="P50Us">Half of them were no later [microseconds].</param>
/// <param name="P99Us">99 of 100 were no later [microseconds].</param>
/// <param name="MaxUs">The latest [microseconds].</param>
/// <param name="Skipped">Milliseconds slept through because the wake-up before came too late.</param>
internal sealed record JitterMeasurement(
    string Scheduling, string? Refusal, long Ticks, double P50Us, double P99Us, double MaxUs, long Skipped)
{
    private const int TicksPerSecond = 1000;
    private const int WarmUpTicks = 20;

    /// <summary>Measures on a thread of its own, so that the caller's scheduling stays.</summary>
    /// <param name="fifoPriority">SCHED_FIFO priority, 0 for the usual scheduling.</param>
    /// <param name="length">How long.</param>
    /// <param name="stop">Ends it early.</param>
    public static JitterMeasurement Take(int fifoPriority, TimeSpan length, CancellationToken stop)
    {
        JitterMeasurement? result = null;
        var thread = new Thread(() => result = Measure(fifoPriority, length, stop)) { IsBackground = true };
        thread.Start();
        thread.Join();
        return result!;
    }

    private static JitterMeasurement Measure(int fifoPriority, TimeSpan length, CancellationToken stop)
    {
        var name = fifoPriority > 0 ? $"SCHED_FIFO {fifoPriority}" : "usual";
        if (fifoPriority > 0 && Grants.SetFifo(fifoPriority) is { } refusal)
            return new JitterMeasurement(name, refusal, 0, 0, 0, 0, 0);
        var period = Stopwatch.Frequency / TicksPerSecond;
        var times = new TickTimes();
        Loop(times, period, WarmUpTicks, stop);
        times = new TickTimes();
        var skipped = Loop(times, period, (long)(length.TotalSeconds * TicksPerSecond), stop);
        return new JitterMeasurement(
            name, null, times.Count, times.Percentile(0.5) / 1e3, times.Percentile(0.99) / 1e3, times.MaxNanoseconds / 1e3, skipped);
    }

    private static long Loop(TickTimes times, long period, long ticks, CancellationToken stop)
    {
        var skipped = 0L;
        var due = Stopwatch.GetTimestamp() + period;
        for (var tick = 0L; tick < ticks && !stop.IsCancellationRequested; tick++, due += period)
        {
            PreciseSleep.Until(due);
            var late = Stopwatch.GetTimestamp() - due;
            times.Record((long)(late * (1e9 / Stopwatch.Frequency)));
            var behind = Math.Min(late / period, ticks - tick - 1);
            skipped += behind;
            tick += behind;
            due += behind * period;
        }

        return skipped;
    }
}
