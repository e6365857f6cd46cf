using System.Runtime.CompilerServices;
using EdgeSnn.Benchmarks.Jobs;
using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Tests.Golden;

namespace EdgeSnn.AotSmoke;

/// <summary>
/// Runs one thing with every tick inside <see cref="Tick"/> or <see cref="Advance"/>, so that callgrind can count the
/// instructions of ticks and nothing else; see <c>count.sh</c>.
/// </summary>
internal static class Counting
{
    /// <summary>Runs a job, or a bundled network on its golden stimulus.</summary>
    /// <param name="subject">A folder with <c>job.json</c>, or a network's name.</param>
    /// <param name="ticks">At most so many ticks.</param>
    /// <param name="root">The repository.</param>
    public static void Run(string subject, int ticks, string root)
    {
        if (Directory.Exists(subject)) RunJob(BenchmarkJob.Load(subject), ticks);
        else RunNetwork(BundledNetworks.Read(subject), ticks, root);
    }

    private static void RunJob(BenchmarkJob job, int ticks)
    {
        var network = new Network(job.Model);
        foreach (var spikes in job.Input.Take(ticks)) Tick(network, spikes);
        Console.WriteLine($"{job.Name}: {network.Tick} ticks, spikes {string.Join('/', network.Counters.Spikes.ToArray())}");
    }

    private static void RunNetwork(NetworkModel model, int ticks, string root)
    {
        var network = new Network(model);
        if (model.Encoder.Name == EventGridOptions.EncoderName)
            RunNetwork(EdgeSnn.Sensors.Catalog.CreateEventEncoder(model.Encoder), network, GoldenStimulus.Events(model).Samples, ticks);
        else
            RunNetwork(EdgeSnn.Sensors.Catalog.CreateAudioEncoder(model.Encoder), network, GoldenStimulus.Audio(model, root).Samples, ticks);
        Console.WriteLine($"{model.Name}: {network.Tick} ticks, spikes {string.Join('/', network.Counters.Spikes.ToArray())}");
    }

    private static void RunNetwork<TSample>(IEncoder<TSample> encoder, Network network, TSample[] samples, int ticks)
        where TSample : unmanaged
    {
        var pipeline = new Pipeline<TSample>(encoder, network, EdgeSnn.Runtime.Catalog.CreateDecoder(network.Model));
        for (ReadOnlySpan<TSample> rest = samples; !rest.IsEmpty && network.Tick < ticks;) rest = rest[Advance(pipeline, rest)..];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tick(Network network, SpikeList spikes) => network.Step(spikes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Advance<TSample>(Pipeline<TSample> pipeline, ReadOnlySpan<TSample> samples) where TSample : unmanaged =>
        pipeline.Advance(samples, out _);
}
