using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeSnn.Benchmarks.Jobs;
using EdgeSnn.Benchmarks.Results;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Supervision;
using EdgeSnn.Firmware.Verbs.Bench;
using EdgeSnn.Models;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Benchmarks.Limit;

/// <summary>The command <c>against</c>: C and ours in turn, and what became of it in a table.</summary>
internal static class LimitCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "against PROGRAMS [--data DIR] [--rounds N] [--limit TEXT] [--compiler TEXT] [--start MS,KB] [--record MACHINE]";

    private const int DefaultRounds = 9;
    private const double NetworkSeconds = 20;

    /// <summary>Runs it; <c>against-c.sh</c> builds the programs and calls it.</summary>
    /// <returns>0; 1 when spikes differ from a gold, 2 for wrong arguments, 3 when there are no jobs.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var rounds = DefaultRounds;
        var programs = args.Length > 0 && Directory.Exists(args[0]) ? args[0] : null;
        var options = new Dictionary<string, string>();
        for (var index = 1; index + 1 < args.Length; index += 2) options[args[index]] = args[index + 1];
        var isUnderstood = args.Length % 2 == 1 && options.Keys.All(key => Usage.Contains($"[{key} ", StringComparison.Ordinal));
        if (options.TryGetValue("--rounds", out var text)) isUnderstood &= int.TryParse(text, out rounds) && rounds >= 1;
        if (programs is null || !isUnderstood) return Fail(errors, Usage, 2);
        if (options.GetValueOrDefault("--data", JobFolder.Default ?? "") is not { Length: > 0 } data)
            return Fail(errors, $"no {JobFolder.Shared} beside the project; give --data DIR", 3);

        var jobs = JobFolder.Names.Where(name => JobFolder.Has(data, name)).Select(name => Measure(name, data, programs, rounds, output)).ToArray();
        var result = Describe(jobs, [.. BundledNetworks.Names.Select(Measure)], rounds, options);
        output.WriteLine();
        output.WriteLine(ResultTable.Markdown(result));
        if (options.ContainsKey("--record")) Record(result, output);
        return jobs.Any(job => job.Gold != JobResult.GoldEqual) ? 1 : 0;
    }

    private static JobLine Measure(string name, string data, string programs, int rounds, TextWriter output)
    {
        var job = BenchmarkJob.Load(Path.Combine(data, name));
        var result = JobBenchmark.Run(job, rounds);
        result.Print(output);
        using var pairs = new LimitPairs(new LimitPrograms(programs), job, result.Spikes[1..]);
        for (var round = 0; round < rounds; round++) pairs.RunRound();
        pairs.Print(output);
        var silent = job.Input.Any(tick => tick.Count > 0) ? JobBenchmark.Run(job, rounds, silent: true) : null;
        var larger = EnlargedJob.CanBeMade(job) ? JobBenchmark.Run(EnlargedJob.Of(job), rounds) : null;
        // The factors are of runs next to each other.
        var again = JobBenchmark.Run(job, rounds);
        return new JobLine
        {
            Job = name,
            Gold = larger is { DifferingSpikes: > 0 } ? larger.Gold : result.Gold,
            CpuSeconds = pairs.Ours,
            NanosecondsPerSynapticEvent = result.NanosecondsPerSynapticEvent,
            NanosecondsPerNeuronTick = result.NanosecondsPerNeuronTick,
            TickMicrosecondsP50 = result.TickMicrosecondsP50,
            TickMicrosecondsP99 = result.TickMicrosecondsP99,
            TickMicrosecondsMax = result.TickMicrosecondsMax,
            BytesAllocated = result.BytesAllocated,
            NetworkBytes = result.NetworkBytes,
            SilentShare = silent?.CpuSeconds / again.CpuSeconds,
            LargerFactor = larger?.CpuSeconds / again.CpuSeconds,
            Limit32 = pairs.Line(32),
            Limit16 = pairs.Line(16),
            Portable = pairs.Line(LimitRun.PortableBits),
        };
    }

    private static NetworkLine Measure(string network)
    {
        var report = BenchVerb.Measure(new BenchRequest(network, null, null, null, NetworkSeconds), Terminal.OfProcess(new ReloadRequest(), CancellationToken.None));
        double Of(string stage) => report.Stages.Single(one => one.Stage == stage).CpuMillisecondsPerSecond;
        return new NetworkLine
        {
            Network = network,
            Input = report.Input,
            Encoder = Of("encoder"),
            Deliver = Of("deliver"),
            Update = Of("update"),
            Decoder = Of("decoder"),
            Whole = report.Whole.CpuMillisecondsPerSecond,
            TickMicrosecondsP50 = report.Whole.MicrosecondsP50,
            TickMicrosecondsP99 = report.Whole.MicrosecondsP99,
            TickMicrosecondsMax = report.Whole.MicrosecondsMax,
            SynapticEventsPerSecond = report.SynapticEventsPerSecond,
            BytesAllocated = report.BytesAllocated,
            NetworkBytes = report.NetworkBytes,
        };
    }

    private static MachineResult Describe(JobLine[] jobs, NetworkLine[] networks, int rounds, Dictionary<string, string> options) => new()
    {
        Machine = options.GetValueOrDefault("--record", "this machine"),
        Measured = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        Revision = Revision(),
        Processor = ProcessorName.Read(),
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        VectorBits = Simd.VectorBits,
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        Compiler = options.GetValueOrDefault("--compiler", "no C compiler"),
        Limit = options.GetValueOrDefault("--limit", "none"),
        Rounds = rounds,
        Jobs = jobs,
        Networks = networks,
        Start = Start(options.GetValueOrDefault("--start", "")),
    };

    private static StartLine? Start(string text) => text.Split(',') is [var milliseconds, var kilobytes]
        ? new(double.Parse(milliseconds, CultureInfo.InvariantCulture), long.Parse(kilobytes, CultureInfo.InvariantCulture)) : null;

    private static string Revision()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", JobFolder.Repository, "describe", "--always", "--dirty"]) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private static void Record(MachineResult result, TextWriter output)
    {
        var folder = Path.Combine(JobFolder.Repository, "tests", "EdgeSnn.Benchmarks", "results");
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{result.Machine}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(result, BenchmarkJson.Options) + "\n");
        output.WriteLine($"written to {path}; put the tables between the marks in README.md");
    }

    private static int Fail(TextWriter errors, string message, int exitCode)
    {
        errors.WriteLine(message);
        return exitCode;
    }
}
