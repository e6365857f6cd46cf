using System.Runtime;
using System.Runtime.InteropServices;

namespace EdgeSnn.Firmware.RealTime;

/// <summary>Asks the operating system for what a run wants, and remembers what it said. Any thread.</summary>
internal sealed class Grants
{
    private const int MostProcessors = 1024;
    private const string NotHere = "only Linux has it";

    private readonly RealTimeOptions _options;
    private readonly Lock _gate = new();
    private Grant[] _all = [];

    public Grants(RealTimeOptions options) => _options = options;

    /// <summary>All answers so far.</summary>
    public IReadOnlyList<Grant> All => _all;

    /// <summary>Asks for what concerns the whole program.</summary>
    public void AskForProgram()
    {
        if (_options.LocksMemory)
            Add("lockMemory", "memory lock", LockMemory());
        if (_options.NoGcMegabytes > 0)
            Add("noGc", $"{_options.NoGcMegabytes} MB without garbage collection", HoldCollector(_options.NoGcMegabytes));
    }

    /// <summary>Asks for what concerns the calling thread.</summary>
    public void AskForThread(string name)
    {
        if (_options.FifoPriority > 0)
            Add("fifo", $"SCHED_FIFO {_options.FifoPriority} for the {name} thread", SetFifo(_options.FifoPriority));
        if (_options.Cpu >= 0)
            Add("cpu", $"processor {_options.Cpu} for the {name} thread", SetProcessor(_options.Cpu));
    }

    /// <summary>
    /// Asks for what concerns the calling thread, which helps another and is not kept on that one's processor: two on one would
    /// run one after the other.
    /// </summary>
    public void AskForHelper(string name)
    {
        if (_options.FifoPriority > 0)
            Add("fifo", $"SCHED_FIFO {_options.FifoPriority} for the {name} thread", SetFifo(_options.FifoPriority));
    }

    /// <summary>Puts the calling thread under SCHED_FIFO, or at priority 0 back under the usual scheduling.</summary>
    /// <returns>Why not, or null.</returns>
    public static string? SetFifo(int priority)
    {
        if (!OperatingSystem.IsLinux())
            return NotHere;
        var policy = priority > 0 ? Linux.SchedFifo : Linux.SchedOther;
        return Linux.SetScheduler(0, policy, priority) == 0 ? null : Explain(
            $"needs RLIMIT_RTPRIO of {priority} (systemd: LimitRTPRIO={priority}; a shell: ulimit -r {priority}) or CAP_SYS_NICE");
    }

    private static string? SetProcessor(int processor)
    {
        if (!OperatingSystem.IsLinux())
            return NotHere;
        var mask = new ulong[MostProcessors / 64];
        mask[processor / 64] = 1UL << (processor % 64);
        if (Linux.SetAffinity(0, MostProcessors / 8, mask) == 0)
            return null;
        return Marshal.GetLastPInvokeError() == Linux.Einval
            ? $"there is no processor {processor} for this program; it may use {Environment.ProcessorCount}"
            : Explain("the processors of this program are set by whoever started it");
    }

    /// <summary>Locks memory as it is touched.</summary>
    /// <returns>Why not, or null.</returns>
    public static string? LockMemory()
    {
        if (!OperatingSystem.IsLinux())
            return NotHere;
        return Linux.LockAll(Linux.LockAllOnFault) == 0 ? null : Explain(
            "needs RLIMIT_MEMLOCK above the program's size (systemd: LimitMEMLOCK=infinity; a shell: ulimit -l unlimited) or CAP_IPC_LOCK");
    }

    private static string? HoldCollector(int megabytes)
    {
        try
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                return "another run of this program holds it";
            return GC.TryStartNoGCRegion(megabytes * 1_048_576L) ? null : "not so much memory at once";
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or InvalidOperationException)
        {
            return "more than this system's collector can hold back";
        }
    }

    private static string Explain(string remedy) => Marshal.GetLastPInvokeError() switch
    {
        Linux.Eperm => $"not permitted; {remedy}",
        Linux.Enomem => $"over the limit; {remedy}",
        var other => $"{Marshal.GetPInvokeErrorMessage(other)}; {remedy}",
    };

    private void Add(string name, string detail, string? reason)
    {
        var grant = new Grant(name, detail, reason is null, reason);
        lock (_gate)
        {
            // The threads of a network taken over later ask for what those before them did.
            if (!Array.Exists(_all, one => one == grant))
                _all = [.. _all, grant];
        }
    }
}
