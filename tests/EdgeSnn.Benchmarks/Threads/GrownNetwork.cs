using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Benchmarks.Threads;

/// <summary>Networks of any size, seeded: as many inputs as neurons, wired at random, one input in a hundred spiking per tick.</summary>
internal static class GrownNetwork
{
    private const int Seed = 1;
    private const int InputsPerSpike = 100;

    /// <summary>Makes a network.</summary>
    /// <param name="neurons">Neurons, and inputs.</param>
    /// <param name="fanOut">Synapses of an input; as many as there are neurons for all.</param>
    public static NetworkModel Model(int neurons, int fanOut)
    {
        var random = new Random(Seed);
        ProjectionModel[] projections = [];
        if (fanOut > 0) projections = [fanOut == neurons ? Dense(neurons, random) : Sparse(neurons, fanOut, random)];
        return new()
        {
            Name = "grown",
            TickMicroseconds = 1000,
            Labels = ["one"],
            Encoder = new EncoderModel { Name = "none", Parameters = [] },
            Populations =
            [
                new() { Name = "input", Size = neurons, Kind = NeuronKind.Input },
                new()
                {
                    Name = "neurons", Size = neurons, Kind = NeuronKind.Lif, MembraneDecay = [Decay.FromRaw(31000)],
                    // Fires about every 40 ticks without input, so that no neuron is ever at rest.
                    Threshold = [Potential.FromRaw(40_000)], Bias = [.. Enumerable.Range(0, neurons).Select(neuron => Potential.FromRaw(2500 + (neuron % 97)))],
                },
                new() { Name = "read-out", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [Decay.FromRaw(0)] },
            ],
            Projections = projections,
            Decoder = new DecoderModel { Kind = DecoderKind.MaxPotential, Population = 2 },
        };
    }

    /// <summary>Spikes for it.</summary>
    public static SpikeList[] Input(int neurons, int ticks)
    {
        var random = new Random(Seed);
        var input = new SpikeList[ticks];
        for (var tick = 0; tick < ticks; tick++)
        {
            input[tick] = new SpikeList(neurons);
            for (var neuron = 0; neuron < neurons; neuron++)
                if (random.Next(InputsPerSpike) == 0) input[tick].Add(neuron);
        }

        return input;
    }

    private static ProjectionModel Dense(int neurons, Random random)
    {
        var weights = new short[neurons * neurons];
        foreach (ref var weight in weights.AsSpan()) weight = Weight(random);
        return new() { Pre = 0, Post = 1, WeightBits = 8, Scale = [4], Storage = SynapseStorage.Dense, Weights = weights };
    }

    // One post neuron in each of as many equal stretches, so that they ascend and none is twice.
    private static ProjectionModel Sparse(int neurons, int fanOut, Random random)
    {
        var posts = new int[neurons * fanOut];
        var weights = new short[posts.Length];
        for (var synapse = 0; synapse < posts.Length; synapse++)
        {
            var place = synapse % fanOut;
            var first = (int)((long)neurons * place / fanOut);
            posts[synapse] = random.Next(first, (int)((long)neurons * (place + 1) / fanOut));
            weights[synapse] = Weight(random);
        }

        return new()
        {
            Pre = 0, Post = 1, WeightBits = 8, Scale = [4], Storage = SynapseStorage.Sparse,
            FanOutStarts = [.. Enumerable.Range(0, neurons + 1).Select(pre => pre * fanOut)], PostNeurons = posts, Weights = weights,
        };
    }

    private static short Weight(Random random)
    {
        var weight = random.Next(-127, 127);
        return (short)(weight >= 0 ? weight + 1 : weight);
    }
}
