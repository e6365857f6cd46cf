using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// A network made ready on any thread, for the network thread to take: allocated, and run once on samples that reach every
/// stage, so that no tick waits for the compiler or for a page of memory.
/// </summary>
internal sealed class NetworkStage<TSample> : IDisposable where TSample : unmanaged
{
    private const int RehearsalChunk = 64;
    private const int RehearsalTicks = 128;

    /// <summary>Makes a network ready.</summary>
    /// <param name="network">The network, at rest; ends with the stage.</param>
    /// <param name="encoder">Its encoder, fresh.</param>
    /// <param name="rehearsal">The n-th of the samples to rehearse on.</param>
    /// <param name="running">An encoder of the same kind that is at work and stays so, or null.</param>
    public NetworkStage(Network network, IEncoder<TSample> encoder, Func<int, TSample> rehearsal, IEncoder<TSample>? running = null)
    {
        Network = network;
        Decoder = Runtime.Catalog.CreateDecoder(Model);
        Encoder = running ?? encoder;
        var pipeline = new Pipeline<TSample>(encoder, Network, Decoder);
        Rehearse(pipeline, rehearsal);
        Pipeline = running is null ? pipeline : new Pipeline<TSample>(running, Network, Decoder);
    }

    public NetworkModel Model => Network.Model;

    public IEncoder<TSample> Encoder { get; }

    public Network Network { get; }

    public IDecoder Decoder { get; }

    public Pipeline<TSample> Pipeline { get; }

    /// <summary>The stage that was replaced before this one and is not ended yet.</summary>
    public NetworkStage<TSample>? Older { get; set; }

    /// <summary>Ends the network's threads. Called once no thread steps it any more.</summary>
    public void Dispose() => Network.Dispose();

    private static void Rehearse(Pipeline<TSample> pipeline, Func<int, TSample> rehearsal)
    {
        var samples = new TSample[RehearsalChunk];
        var position = 0;
        for (var ticks = 0; ticks < RehearsalTicks;)
        {
            for (var index = 0; index < samples.Length; index++)
                samples[index] = rehearsal(position++);
            for (ReadOnlySpan<TSample> rest = samples; !rest.IsEmpty;)
            {
                rest = rest[pipeline.Advance(rest, out var result)..];
                ticks += result.TickComplete ? 1 : 0;
            }
        }

        pipeline.Reset();
    }
}
