using System.Globalization;
using EdgeSnn.Firmware.Verbs.Bench;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Threads;

namespace EdgeSnn.Benchmarks.Threads;

/// <summary>The command <c>threads</c>: from which size a network is faster on several threads, on networks that grow.</summary>
internal static class ThreadCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "threads [--threads N] [--rounds N] [--pause US]";

    private const int Ticks = 300;

    private static readonly (string Name, int[] Sizes, Func<int, int> FanOut)[] s_families =
    [
        ("neurons, hardly a synapse", [4_000, 8_000, 16_000, 32_000, 65_536], _ => 1),
        ("sparse, 1 in 50", [1_000, 2_000, 4_000, 6_000, 8_000, 12_000, 16_000], neurons => neurons / 50),
        ("dense", [500, 1_000, 1_500, 2_000, 3_000, 4_000], neurons => neurons),
    ];

    /// <summary>Runs it: every size is divided, whatever the default says of it.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var (threads, rounds, pause) = (2, 15, 0);
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length && int.TryParse(args[index + 1], out var number) ? number : 0;
            if (args[index] == "--threads" && value is > 1 and <= NetworkOptions.MostThreads) threads = value;
            else if (args[index] == "--rounds" && value >= 1) rounds = value;
            else if (args[index] == "--pause" && value >= 1) pause = value;
            else
            {
                errors.WriteLine($"{string.Join(' ', args[index..])}: not understood; {Usage}");
                return 2;
            }
        }

        output.WriteLine("| network | neurons | synapses | events per tick | work per tick | us on 1 thread | us on several | gain | CPU us on 1 | on several |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, sizes, fanOut) in s_families)
            foreach (var neurons in sizes) Measure(name, neurons, fanOut(neurons), (threads, rounds, TimeSpan.FromMicroseconds(pause)), output);
        return 0;
    }

    private static void Measure(string name, int neurons, int fanOut, (int Threads, int Rounds, TimeSpan Pause) how, TextWriter output)
    {
        var model = GrownNetwork.Model(neurons, fanOut);
        var input = GrownNetwork.Input(neurons, Ticks);
        var options = new NetworkOptions { Threads = how.Threads, LeastWorkOfPart = 1, LeastWorkToShare = 0, LeastWorkToWake = 0 };
        var gain = ThreadBenchmark.Run(model, options, input, how.Rounds, how.Pause);
        var events = input.Average(tick => tick.Count) * fanOut;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {neurons:N0} | {(long)neurons * fanOut:N0} | {events:N0} | {Workload.OfUsualTick(model, 1):N0} | {gain.MicrosecondsP50OnOne:F1} | {gain.MicrosecondsP50:F1} | {gain.Gain:F2} | {gain.CpuMicrosecondsOnOne:F1} | {gain.CpuMicroseconds:F1} |"));
    }
}
