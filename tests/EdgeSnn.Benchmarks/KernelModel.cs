using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Benchmarks;

/// <summary>256 input neurons, 256 neurons of one kind, and the given share of the synapses between them.</summary>
internal static class KernelModel
{
    public const int Size = 256;

    public static NetworkModel Create(NeuronKind kind, double density)
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
