using BenchmarkDotNet.Attributes;
using EdgeSnn.Runtime;

namespace EdgeSnn.Benchmarks;

/// <summary>The update alone: one tick of 256 neurons that fire now and then, per neuron.</summary>
public class UpdateBenchmarks : IDisposable
{
    private Network _network = null!;

    [Params(0, 128, 256, 512)]
    public int VectorBits { get; set; }

    [Params(NeuronKind.Lif, NeuronKind.CubaLif, NeuronKind.AdaptiveLif)]
    public NeuronKind Kind { get; set; }

    [GlobalSetup]
    public void Setup() => _network = new Network(KernelModel.Create(Kind, density: 0.1), VectorBits);

    [GlobalCleanup]
    public void Dispose()
    {
        _network?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = KernelModel.Size)]
    public void PerNeuron()
    {
        _network.Begin([]);
        _network.Update(1);
    }
}
