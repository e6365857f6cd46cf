using System.Diagnostics;

namespace EdgeSnn.Firmware.RealTime;

/// <summary>
/// Sleeps until a time of <see cref="Stopwatch"/>, not for a time: what was late once does not make all that follows late.
/// clock_nanosleep with TIMER_ABSTIME on Linux; the system's usual sleep elsewhere, which may be a millisecond or more late.
/// </summary>
internal static class PreciseSleep
{
    /// <summary>Returns at the time or after it.</summary>
    public static void Until(long timestamp)
    {
        if (OperatingSystem.IsLinux() && Stopwatch.Frequency == 1_000_000_000)
        {
            var (seconds, nanoseconds) = Math.DivRem(timestamp, Stopwatch.Frequency);
            var until = new Linux.Timespec { Seconds = (nint)seconds, Nanoseconds = (nint)nanoseconds };
            while (Linux.ClockNanosleep(Linux.ClockMonotonic, Linux.TimerAbsolute, until, 0) == Linux.Eintr)
            {
            }

            return;
        }

        while (Stopwatch.GetTimestamp() < timestamp)
            Thread.Sleep(TimeSpan.FromSeconds(Math.Max(0, timestamp - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency));
    }
}
