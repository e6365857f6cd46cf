using BenchmarkDotNet.Attributes;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Benchmarks;

/// <summary>The two hot loops alone: 256 neurons of each kind, and rows of 256 synapses at several densities.</summary>
public class KernelBenchmarks
{
    private const int Size = 256;
    private const int Spikes = 16;

    private readonly int[] _spikes = [.. Enumerable.Range(0, Spikes).Select(index => index * 16)];
    private Network _network = null!;

    [Params(0, 128, 256, 512)]
    public int VectorBits { get; set; }

    [Params(NeuronKind.Lif, NeuronKind.CubaLif, NeuronKind.AdaptiveLif)]
    public NeuronKind Kind { get; set; }

    [Params(0.02, 0.1, 1.0)]
    public double Density { get; set; }

    [GlobalSetup]
    public void Setup() => _network = new Network(Model(Kind, Density), VectorBits);

    /// <summary>One tick of 256 neurons.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void UpdatePerNeuron()
    {
        _network.Begin([]);
        _network.Update(1);
    }

    /// <summary>16 spikes to 256 neurons; the sums may wrap here, for nothing takes them.</summary>
    [Benchmark(OperationsPerInvoke = Spikes)]
    public void DeliverPerSpike()
    {
        _network.Begin(_spikes);
        _network.Deliver(1);
    }

    private static NetworkModel Model(NeuronKind kind, double density)
    {
        var random = new Random(1);
        var weights = new short[Size * Size];
        for (var synapse = 0; synapse < weights.Length; synapse++)
            if (random.NextDouble() < density) weights[synapse] = (short)random.Next(1, 100);
        var current = kind is NeuronKind.CubaLif or NeuronKind.AdaptiveLif;
        var adapts = kind == NeuronKind.AdaptiveLif;
        return new()
        {
            Name = "kernel",
            TickMicroseconds = 1000,
            Labels = [.. Enumerable.Range(0, Size).Select(label => $"{label}")],
            Encoder = new EncoderModel { Name = "none", Parameters = [] },
            Populations =
            [
                new() { Name = "input", Size = Size, Kind = NeuronKind.Input },
                new()
                {
                    Name = "output",
                    Size = Size,
                    Kind = kind,
                    MembraneDecay = [Decay.FromRaw(30000)],
                    SynapticDecay = current ? [Decay.FromRaw(20000)] : [],
                    Threshold = [Potential.FromRaw(10_000)],
                    Bias = [.. Enumerable.Range(0, Size).Select(neuron => Potential.FromRaw(neuron * 4))],
                    AdaptationDecay = adapts ? [Decay.FromRaw(32000)] : [],
                    AdaptationStep = adapts ? [Potential.FromRaw(100)] : [],
                },
            ],
            Projections = [new() { Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = weights }],
            Decoder = new DecoderModel { Kind = DecoderKind.SpikeCount, Population = 1 },
        };
    }
}
