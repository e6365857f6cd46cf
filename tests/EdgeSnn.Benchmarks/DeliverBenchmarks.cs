using BenchmarkDotNet.Attributes;
using EdgeSnn.Runtime;

namespace EdgeSnn.Benchmarks;

/// <summary>
/// Delivery alone: 16 spikes to 256 neurons, per spike; below one synapse in sixteen as lists, else as rows. Nothing takes the
/// sums, so they may wrap here.
/// </summary>
public class DeliverBenchmarks : IDisposable
{
    private const int Spikes = 16;

    private readonly int[] _spikes = [.. Enumerable.Range(0, Spikes).Select(index => index * 16)];
    private Network _network = null!;

    [Params(0, 128, 256, 512)]
    public int VectorBits { get; set; }

    [Params(0.02, 0.1, 1.0)]
    public double Density { get; set; }

    [GlobalSetup]
    public void Setup() => _network = new Network(KernelModel.Create(NeuronKind.Lif, Density), VectorBits);

    [GlobalCleanup]
    public void Dispose()
    {
        _network?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Spikes)]
    public void PerSpike()
    {
        _network.Begin(_spikes);
        _network.Deliver(1);
    }
}
