using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Listens to clips one at a time, each from the network's reset state. Owned by one thread.</summary>
internal sealed class ClipListener<TSample> : IDisposable where TSample : unmanaged
{
    private readonly Network _network;
    private readonly IDecoder _decoder;
    private readonly Pipeline<TSample> _pipeline;
    private readonly ReferenceListener<TSample>? _reference;
    private readonly ClipMedium<TSample> _medium;

    /// <summary>Makes a network of its own.</summary>
    /// <param name="model">Its blueprint.</param>
    /// <param name="medium">What its clips are made of.</param>
    /// <param name="withReference">Whether to ask the double-precision reference as well.</param>
    public ClipListener(NetworkModel model, ClipMedium<TSample> medium, bool withReference)
    {
        _medium = medium;
        _network = new Network(model);
        _decoder = Runtime.Catalog.CreateDecoder(model);
        _pipeline = new Pipeline<TSample>(medium.CreateEncoder(), _network, _decoder);
        _reference = withReference ? new ReferenceListener<TSample>(model, medium.CreateEncoder()) : null;
    }

    public void Dispose() => _network.Dispose();

    /// <summary>Listens to a clip; the verdict is the decoder's after the last sample.</summary>
    public ClipResult Listen(TSample[] samples)
    {
        _pipeline.Reset();
        var start = ThreadClock.Now();
        for (ReadOnlySpan<TSample> rest = samples; !rest.IsEmpty;)
            rest = rest[_pipeline.Advance(rest, out _)..];
        var verdict = _decoder.Verdict.Class;
        var elapsed = ThreadClock.Now() - start;

        var spikes = _network.Counters.Spikes;
        long inner = 0;
        foreach (var count in spikes[1..])
            inner += count;
        return new ClipResult(
            verdict, _reference?.Listen(samples) ?? -1, _medium.Seconds(samples), inner, spikes[0], _network.Counters.TotalSynapticEvents, elapsed);
    }
}
