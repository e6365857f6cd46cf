using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

/// <summary>Seeded networks and input spikes for tests that must hold for any network.</summary>
internal static class RandomNetworks
{
    public const int Inputs = 20;

    /// <summary>Input, a hidden population of the given kind with recurrence and two delays, and a leaky read-out.</summary>
    public static ReferenceModel Create(int seed, NeuronKind kind = NeuronKind.CubaLif, int hidden = 30, double density = 0.6)
    {
        var random = new Random(seed);
        const int classes = 4;
        return new()
        {
            Name = $"random-{seed}",
            TickMicroseconds = 8000,
            Labels = ["a", "b", "ç", "silence"],
            Encoder = new() { Name = "rate", Parameters = [new("channels", Inputs), new("seed", -seed)] },
            Description = "made for a test",
            Populations =
            [
                new() { Name = "input", Size = Inputs, Kind = NeuronKind.Input },
                Hidden(random, kind, hidden),
                new()
                {
                    Name = "output", Size = classes, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0.9],
                    Bias = Values(random, classes, -0.01, 0.01),
                },
            ],
            Projections =
            [
                Projection(random, (0, Inputs), (1, hidden), 0, density),
                Projection(random, (0, Inputs), (1, hidden), 4, density),
                Projection(random, (1, hidden), (1, hidden), 1, density / 4),
                Projection(random, (1, hidden), (2, classes), 0, 1),
            ],
            Decoder = new()
            {
                Kind = DecoderKind.MaxPotential, Population = 2, WindowTicks = 50, QuietClasses = [3], RestClass = 3,
            },
        };
    }

    /// <summary>Each input neuron spikes with the given probability per tick.</summary>
    public static SpikeRecording Spikes(int seed, int ticks, double probability = 0.15, int expected = -1)
    {
        var random = new Random(seed);
        var recording = new int[ticks][];
        for (var tick = 0; tick < ticks; tick++)
            recording[tick] = [.. Enumerable.Range(0, Inputs).Where(_ => random.NextDouble() < probability)];
        return new(recording, expected);
    }

    public static SpikeRecording[] Recordings(int count, int ticks) =>
        [.. Enumerable.Range(0, count).Select(seed => Spikes(1000 + seed, ticks, 0.05 + (0.02 * seed), seed % 4))];

    private static ReferencePopulation Hidden(Random random, NeuronKind kind, int size)
    {
        var current = kind is NeuronKind.CubaLif or NeuronKind.CubaLeakyIntegrator or NeuronKind.AdaptiveLif;
        var adapts = kind == NeuronKind.AdaptiveLif;
        return new()
        {
            Name = "hidden",
            Size = size,
            Kind = kind,
            MembraneDecay = kind switch
            {
                NeuronKind.IntegrateAndFire => [],
                NeuronKind.ShiftLif or NeuronKind.ShiftLeakyIntegrator => [0.9375],
                _ => Values(random, size, 0.7, 0.95),
            },
            SynapticDecay = current ? Values(random, size, 0.3, 0.8) : [],
            Threshold = kind is NeuronKind.LeakyIntegrator or NeuronKind.CubaLeakyIntegrator or NeuronKind.ShiftLeakyIntegrator ? [] : [1],
            Bias = Values(random, size, -0.02, 0.02),
            Reset = kind == NeuronKind.Lif ? ResetMode.ToValue : ResetMode.BySubtraction,
            ResetPotential = kind == NeuronKind.Lif ? [-0.125] : [],
            RefractoryTicks = kind == NeuronKind.Lif ? 2 : 0,
            AdaptationDecay = adapts ? [0.95] : [],
            AdaptationStep = adapts ? Values(random, size, 0.05, 0.2) : [],
        };
    }

    private static ReferenceProjection Projection(
        Random random, (int Index, int Size) pre, (int Index, int Size) post, int delay, double density)
    {
        var weights = new double[pre.Size * post.Size];
        // Channels of very different strength: what a scale per channel is for.
        var strength = Values(random, post.Size, 0.1, 1);
        for (var k = 0; k < weights.Length; k++)
            weights[k] = random.NextDouble() < density ? strength[k % post.Size] * ((2 * random.NextDouble()) - 0.85) : 0;
        return new() { Pre = pre.Index, Post = post.Index, DelayTicks = delay, Weights = weights };
    }

    private static double[] Values(Random random, int count, double low, double high) =>
        [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()))];
}
