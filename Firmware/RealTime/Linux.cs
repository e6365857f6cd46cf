using System.Runtime.InteropServices;

namespace EdgeSnn.Firmware.RealTime;

/// <summary>The calls of Linux's C library that make ticks come in time; called nowhere else than on Linux.</summary>
internal static partial class Linux
{
    public const int Eperm = 1;
    public const int Eintr = 4;
    public const int Enomem = 12;
    public const int Einval = 22;

    /// <summary>The clock that <see cref="System.Diagnostics.Stopwatch"/> reads.</summary>
    public const int ClockMonotonic = 1;
    public const int TimerAbsolute = 1;
    public const int SchedOther = 0;
    public const int SchedFifo = 1;
    public const int UsageOfThread = 1;

    /// <summary>Present and future pages, each once it is touched: a locked reservation of the collector's would be gigabytes.</summary>
    public const int LockAllOnFault = 1 | 2 | 4;

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int ClockNanosleep(int clock, int flags, in Timespec until, nint remaining);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int SetScheduler(int thread, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int SetAffinity(int thread, nint bytes, ReadOnlySpan<ulong> mask);

    [LibraryImport("libc", EntryPoint = "mlockall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int LockAll(int flags);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int Usage(int who, out ResourceUsage usage);

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    /// <summary>struct rusage.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ResourceUsage
    {
        public nint UserSeconds;
        public nint UserMicroseconds;
        public nint SystemSeconds;
        public nint SystemMicroseconds;
        public nint MaxResident;
        public nint SharedText;
        public nint UnsharedData;
        public nint UnsharedStack;
        public nint MinorFaults;
        public nint MajorFaults;
        public nint Swaps;
        public nint BlockInput;
        public nint BlockOutput;
        public nint MessagesSent;
        public nint MessagesReceived;
        public nint Signals;
        public nint VoluntarySwitches;
        public nint InvoluntarySwitches;
    }
}
