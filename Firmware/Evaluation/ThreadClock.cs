using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// Processor time of the calling thread. The framework has none that is finer than 10 ms, so it is asked of the system;
/// where that is not possible the wall clock stands in, and says so.
/// </summary>
internal static partial class ThreadClock
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;

    private static readonly bool s_isSupported = Environment.Is64BitProcess && (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS());

    /// <summary>False where the wall clock stands in.</summary>
    public static bool IsSupported => s_isSupported;

    /// <summary>What is measured: <c>thread</c> or <c>wall</c>.</summary>
    public static string Name => s_isSupported ? "thread" : "wall";

    /// <summary>Time this thread has used so far, from an arbitrary start [nanoseconds].</summary>
    public static long Now()
    {
        if (s_isSupported && GetTime(OperatingSystem.IsLinux() ? LinuxThreadClock : MacThreadClock, out var time) == 0)
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    // struct timespec where long is 64 bits wide.
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
