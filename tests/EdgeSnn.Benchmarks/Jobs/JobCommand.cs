using System.Text.Json;
using EdgeSnn.Runtime;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>The command <c>jobs</c>: runs jobs and prints what they cost.</summary>
internal static class JobCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "jobs [J1 J2 J3 ...] [--data DIR] [--rounds N] [--threads N] [--silent] [--large] [--json]";

    private const int DefaultRounds = 15;

    /// <summary>Runs it.</summary>
    /// <returns>0; 1 when spikes differ from a gold, 2 for wrong arguments, 3 for a folder without a job.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var (rounds, threads) = (DefaultRounds, 1);
        var data = JobFolder.Default;
        var names = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] is "--json" or "--silent" or "--large") continue;
            if (args[index] == "--data" && index + 1 < args.Length) data = args[++index];
            else if (args[index] == "--rounds" && index + 1 < args.Length && int.TryParse(args[index + 1], out rounds) && rounds >= 1) index++;
            else if (args[index] == "--threads" && index + 1 < args.Length && int.TryParse(args[index + 1], out threads)
                && threads is >= 1 and <= NetworkOptions.MostThreads) index++;
            else if (args[index].StartsWith('-')) return Fail(errors, $"{args[index]}: not understood; {Usage}", 2);
            else names.Add(args[index]);
        }

        if (data is null) return Fail(errors, $"no {JobFolder.Shared} beside the project; give --data DIR, the folder of J1, J2 and J3", 3);
        if (names.Count == 0) names.AddRange(JobFolder.Names);
        var missing = names.Find(name => !JobFolder.Has(data, name));
        if (missing is not null) return Fail(errors, $"{Path.Combine(data, missing)}: no job.json there", 3);

        var results = new List<JobResult>();
        foreach (var name in names)
        {
            var job = BenchmarkJob.Load(Path.Combine(data, name));
            var before = results.Count;
            results.Add(JobBenchmark.Run(job, rounds, threads: threads));
            if (args.Contains("--silent")) results.Add(JobBenchmark.Run(job, rounds, silent: true));
            if (args.Contains("--large") && EnlargedJob.CanBeMade(job)) results.Add(JobBenchmark.Run(EnlargedJob.Of(job), rounds));
            if (!args.Contains("--json")) Print(results, before, output);
        }

        if (args.Contains("--json")) output.WriteLine(JsonSerializer.Serialize(results, BenchmarkJson.Options));
        return results.Any(result => result.DifferingSpikes > 0) ? 1 : 0;
    }

    private static void Print(List<JobResult> results, int first, TextWriter output)
    {
        for (var index = first; index < results.Count; index++)
        {
            results[index].Print(output);
            if (index > first) output.WriteLine($"  {results[index].CpuSeconds / results[first].CpuSeconds:F3} times {results[first].Job}");
        }
    }

    private static int Fail(TextWriter errors, string message, int exitCode)
    {
        errors.WriteLine(message);
        return exitCode;
    }
}
