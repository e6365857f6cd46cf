using System.Text.Json;
using BenchmarkDotNet.Running;
using EdgeSnn.Benchmarks;
using EdgeSnn.Benchmarks.Jobs;
using EdgeSnn.Benchmarks.Limit;
using EdgeSnn.Benchmarks.Threads;

const string usage = $"""
    usage: EdgeSnn.Benchmarks {JobCommand.Usage}
           EdgeSnn.Benchmarks {LimitCommand.Usage}
           EdgeSnn.Benchmarks {ThreadCommand.Usage}
           EdgeSnn.Benchmarks events [RECORDING...] [--json]
           EdgeSnn.Benchmarks event-path
           EdgeSnn.Benchmarks latency [WORDS]
           EdgeSnn.Benchmarks --micro [BenchmarkDotNet options]
    What a network costs, stage by stage: edgesnn bench. Ours against C, in turn: against-c.sh. See docs/performance.md.
    """;

switch (args)
{
    case ["--micro", .. var rest]:
        BenchmarkSwitcher.FromTypes([typeof(UpdateBenchmarks), typeof(DeliverBenchmarks)]).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
        return 0;
    case ["jobs", .. var rest]:
        return JobCommand.Run(rest, Console.Out, Console.Error);
    case ["against", .. var rest]:
        return LimitCommand.Run(rest, Console.Out, Console.Error);
    case ["threads", .. var rest]:
        return ThreadCommand.Run(rest, Console.Out, Console.Error);
    case ["events", .. var recordings]:
        var results = recordings.Where(one => one != "--json").SelectMany(EventBenchmark.Run).Concat(EventBenchmark.RunDense());
        if (recordings.Contains("--json")) Console.WriteLine(JsonSerializer.Serialize(results.ToArray(), BenchmarkJson.Options));
        else EventResult.Print(results, Console.Out);
        return 0;
    case ["event-path"]:
        EventPathBenchmark.Run(Console.Out);
        return 0;
    case ["latency"]:
        return WordLatency.Run(50, Console.Out);
    case ["latency", var words] when int.TryParse(words, out var count) && count > 0:
        return WordLatency.Run(count, Console.Out);
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
