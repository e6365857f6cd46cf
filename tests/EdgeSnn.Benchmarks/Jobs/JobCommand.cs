using System.Text.Json;

namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>The command <c>jobs</c>: runs the jobs in folders and prints what they cost.</summary>
internal static class JobCommand
{
    private const int DefaultRounds = 15;

    /// <summary>Runs it.</summary>
    /// <returns>0; 1 when spikes differ from a gold, 2 for wrong arguments, 3 for a folder without a job.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var rounds = DefaultRounds;
        var folders = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] is "--json" or "--silent") continue;
            if (args[index] != "--rounds") folders.Add(args[index]);
            else if (++index == args.Length || !int.TryParse(args[index], out rounds) || rounds < 1) return Misused(errors, "--rounds wants a number of 1 or more");
        }

        if (folders.Count == 0) return Misused(errors, "jobs wants the folders of one or more jobs");
        var missing = folders.Find(folder => !File.Exists(Path.Combine(folder, "job.json")));
        if (missing is not null)
        {
            errors.WriteLine($"{missing}: no job.json there");
            return 3;
        }

        var results = folders.Select(folder => JobBenchmark.Run(BenchmarkJob.Load(folder), rounds, args.Contains("--silent"))).ToArray();
        if (args.Contains("--json")) output.WriteLine(JsonSerializer.Serialize(results, PathResult.Json));
        else foreach (var result in results) result.Print(output);
        return results.Any(result => result.DifferingSpikes > 0) ? 1 : 0;
    }

    private static int Misused(TextWriter errors, string message)
    {
        errors.WriteLine(message);
        return 2;
    }
}
