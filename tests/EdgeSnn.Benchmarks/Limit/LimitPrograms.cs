using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeSnn.Benchmarks.Limit;

/// <summary>The programs in C, built into a folder that holds the jobs too. They print a line beginning with RESULT per variant.</summary>
internal sealed partial class LimitPrograms
{
    private readonly string _folder;

    /// <summary>Takes a folder of programs.</summary>
    public LimitPrograms(string folder) => _folder = folder;

    /// <summary>Runs everything there is for a job.</summary>
    /// <param name="job">As in <c>J1</c>.</param>
    public IReadOnlyList<LimitRun> Run(string job)
    {
        var runs = new List<LimitRun>();
        Add(runs, job, 32, "climit32", job, "9");
        Add(runs, job, 16, "climit16", job, "9");
        if (job == "J1") Add(runs, job, 32, "j1dense32");
        if (job == "J1") Add(runs, job, 16, "j1dense16");
        if (job == "J1") Add(runs, job, 32, "j1avx2-32");
        if (job == "J1") Add(runs, job, 16, "j1avx2-16");
        if (job == "J3") Add(runs, job, 32, "j3var");
        Add(runs, job, LimitRun.PortableBits, "portable");
        return runs;
    }

    private void Add(List<LimitRun> runs, string job, int bits, string program, params string[] arguments)
    {
        var path = Path.Combine(_folder, program);
        if (!File.Exists(path)) return;
        var spikes = "";
        foreach (var line in Lines(path, arguments))
        {
            // Some print the spikes a line before the times.
            if (Spikes().Match(line) is { Success: true } counted) spikes = counted.Groups[1].Value;
            if (Result().Match(line) is not { Success: true } result) continue;
            if (program == "portable" && !result.Groups[1].Value.EndsWith(job, StringComparison.Ordinal)) continue;
            runs.Add(new LimitRun(result.Groups[1].Value.Trim(), bits, double.Parse(result.Groups[2].Value, CultureInfo.InvariantCulture), spikes));
        }
    }

    private string[] Lines(string path, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || text.Contains("RESULT", StringComparison.Ordinal)
            ? text.Split('\n') : throw new InvalidOperationException($"{path} ended with exit code {process.ExitCode}");
    }

    // Median of the process's CPU time where a program prints one, else the least.
    [GeneratedRegex(@"^RESULT (.+?) +(?:wall_med|cpu_min)=.*?(?:cpu_med=|(?<=cpu_min=))([0-9.]+)")]
    private static partial Regex Result();

    [GeneratedRegex(@"spikes=([0-9/]+)")]
    private static partial Regex Spikes();
}
