using System.Text.Json;
using BenchmarkDotNet.Running;
using EdgeSnn.Benchmarks;
using EdgeSnn.Benchmarks.Jobs;
using EdgeSnn.Models;
using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;

const string usage = """
    usage: EdgeSnn.Benchmarks [NETWORK|FILE.esnn] [--audio FILE.wav] [--seconds N] [--json]
           EdgeSnn.Benchmarks events [RECORDING...] [--json]
           EdgeSnn.Benchmarks --micro [BenchmarkDotNet options]
           EdgeSnn.Benchmarks event-path
           EdgeSnn.Benchmarks latency [WORDS]
           EdgeSnn.Benchmarks jobs FOLDER... [--rounds N] [--silent] [--json]
    Without a network: the first bundled one, else a random one of the same shape. Without audio: generated bursts.
    """;

if (args is ["--micro", .. var rest])
{
    BenchmarkSwitcher.FromTypes([typeof(UpdateBenchmarks), typeof(DeliverBenchmarks)]).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
    return 0;
}

if (args is ["events", .. var recordings])
{
    var results = recordings.Where(one => one != "--json").SelectMany(EventBenchmark.Run).Concat(EventBenchmark.RunDense());
    if (recordings.Contains("--json")) Console.WriteLine(JsonSerializer.Serialize(results.ToArray(), PathResult.Json));
    else EventResult.Print(results, Console.Out);
    return 0;
}

if (args is ["jobs", .. var jobs]) return JobCommand.Run(jobs, Console.Out, Console.Error);

if (args is ["latency"]) return WordLatency.Run(50, Console.Out);
if (args is ["latency", var words] && int.TryParse(words, out var count) && count > 0) return WordLatency.Run(count, Console.Out);

if (args is ["event-path"])
{
    EventPathBenchmark.Run(Console.Out);
    return 0;
}

string? network = null, audio = null;
var seconds = 60;
var json = false;
for (var index = 0; index < args.Length; index++)
{
    var hasValue = index + 1 < args.Length;
    if (args[index] == "--json") json = true;
    else if (args[index] == "--audio" && hasValue) audio = args[++index];
    else if (args[index] == "--seconds" && hasValue && int.TryParse(args[++index], out seconds) && seconds > 0) continue;
    else if (network is null && !args[index].StartsWith('-')) network = args[index];
    else return Misused();
}

NetworkModel model;
try
{
    model = OpenNetwork(network);
}
catch (Exception exception) when (exception is ModelFormatException or IOException or ArgumentException)
{
    Console.Error.WriteLine(exception.Message);
    return 3;
}

var rate = model.Encoder.Parameters.First(parameter => parameter.Name == "sample-rate").Value;
var samples = audio is null ? GeneratedAudio.Bursts(10 * rate) : Recording.Load(audio, rate);
var result = PathBenchmark.Run(model, samples, rate, seconds);
if (json) Console.WriteLine(JsonSerializer.Serialize(result, PathResult.Json));
else result.Print(Console.Out);
return 0;

static NetworkModel OpenNetwork(string? name)
{
    if (name is null) return BundledNetworks.Names is [var first, ..] ? BundledNetworks.Read(first) : RandomKeywords.Model();
    if (BundledNetworks.Names.Contains(name)) return BundledNetworks.Read(name);
    using var file = File.OpenRead(name);
    return ModelReader.Read(file);
}

int Misused()
{
    Console.Error.WriteLine(usage);
    return 2;
}
