using System.Runtime.InteropServices;
using EdgeSnn.Firmware.RealTime;

namespace EdgeSnn.Firmware.Verbs.Doctor;

/// <summary>Looks at the machine: files of <c>/proc</c>, <c>/sys</c> and <c>/dev</c> on Linux, little elsewhere. Changes nothing.</summary>
internal static class Machine
{
    private const string NotHere = "not applicable: only Linux has it";
    private const int Priority = 50;

    /// <summary>Looks at everything.</summary>
    /// <param name="root">Where the system's files are; "/" but in tests.</param>
    public static IReadOnlyList<Finding> Examine(string root) =>
    [
        new("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.RuntimeIdentifier}"),
        new("board", Board(root)),
        new("processors", $"{Environment.ProcessorCount} for this program"),
        .. OperatingSystem.IsLinux() ? Linux(root) : [new Finding("real time", NotHere), new Finding("gpio", NotHere), new Finding("audio", NotHere)],
    ];

    private static IEnumerable<Finding> Linux(string root)
    {
        yield return Kernel(root);
        yield return Fifo(Read(root, "proc/self/limits"));
        yield return MemoryLock(Read(root, "proc/self/limits"));
        yield return Throttle(Read(root, "proc/sys/kernel/sched_rt_runtime_us"));
        yield return Governor(root);
        yield return Slack(Read(root, "proc/self/timerslack_ns"));
        yield return Isolation(Read(root, "sys/devices/system/cpu/isolated"));
        yield return Chips(root);
        yield return Audio(root);
    }

    private static string Board(string root)
        => Read(root, "proc/device-tree/model") ?? Read(root, "sys/class/dmi/id/product_name") ?? "unknown (no device tree, no DMI; a container may hide them)";

    private static Finding Kernel(string root)
        => Read(root, "sys/kernel/realtime") == "1" || Read(root, "proc/version")?.Contains("PREEMPT_RT", StringComparison.Ordinal) == true
            ? new("kernel", "PREEMPT_RT")
            : new("kernel", "not PREEMPT_RT: wake-ups may be some milliseconds late under load",
                $"for less than a millisecond at worst install a PREEMPT_RT kernel (Debian: apt install linux-image-rt-{(RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : "arm64")})");

    private static Finding Fifo(string? limits)
    {
        var limit = Limit(limits, "Max realtime priority");
        // The limit does not bind whoever has the capability: so it is tried, on a thread that ends.
        string? refusal = null;
        var thread = new Thread(() => refusal = Grants.SetFifo(Priority));
        thread.Start();
        thread.Join();
        return refusal is null
            ? new("SCHED_FIFO", $"granted (RLIMIT_RTPRIO {limit})")
            : new("SCHED_FIFO", $"refused (RLIMIT_RTPRIO {limit})",
                $"service: LimitRTPRIO={Priority} in the unit; shell: a line '@audio - rtprio {Priority}' in /etc/security/limits.conf; container: --cap-add SYS_NICE");
    }

    private static Finding MemoryLock(string? limits)
    {
        var limit = Limit(limits, "Max locked memory");
        return long.TryParse(limit, out var bytes) && bytes < 64 << 20
            ? new("memory lock", $"RLIMIT_MEMLOCK {bytes / 1024} kB",
                "service: LimitMEMLOCK=infinity in the unit; shell: a line '@audio - memlock unlimited' in /etc/security/limits.conf; container: --ulimit memlock=-1")
            : new("memory lock", $"RLIMIT_MEMLOCK {limit}");
    }

    private static Finding Throttle(string? runtime) => runtime switch
    {
        null => new("real-time share", "unknown"),
        "-1" => new("real-time share", "unlimited"),
        "0" => new("real-time share", "none: SCHED_FIFO threads never run", "sysctl -w kernel.sched_rt_runtime_us=950000"),
        _ => new("real-time share", $"{runtime} us of every second"),
    };

    private static Finding Governor(string root)
    {
        var governor = Read(root, "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
        return governor is null or "performance"
            ? new("governor", governor ?? "none (the processor's speed is not ours to set)")
            : new("governor", governor, "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor");
    }

    private static Finding Slack(string? slack)
        => new("timer slack", slack is null ? "unknown" : $"{slack} ns (0 under SCHED_FIFO)");

    private static Finding Isolation(string? isolated)
        => new("isolated processors", string.IsNullOrEmpty(isolated) ? "none" : $"{isolated}: use one with --cpu");

    private static Finding Chips(string root)
    {
        var chips = Names(Path.Combine(root, "dev"), "gpiochip*");
        return chips.Length == 0
            ? new("gpio", "no /dev/gpiochip*", "on a board: enable GPIO in its device tree; container: --device /dev/gpiochip0")
            : Array.Exists(chips, chip => !IsWritable(Path.Combine(root, "dev", chip)))
                ? new("gpio", $"{string.Join(' ', chips)}, but not for this user", "sudo usermod -aG gpio $USER, then log in again; service: SupplementaryGroups=gpio")
                : new("gpio", string.Join(' ', chips));
    }

    private static Finding Audio(string root)
    {
        var devices = Names(Path.Combine(root, "dev/snd"), "pcm*c");
        return devices.Length == 0
            ? new("audio", "no device that records in /dev/snd", "plug in a microphone ('arecord -l' lists them); container: --device /dev/snd")
            : new("audio", string.Join(' ', devices));
    }

    private static string Limit(string? limits, string name)
    {
        var line = limits?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "unknown";
    }

    private static string[] Names(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder, pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static string? Read(string root, string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).Trim('\n', ' ', '\0');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
