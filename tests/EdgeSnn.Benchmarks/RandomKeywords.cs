using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Benchmarks;

/// <summary>
/// A random network of the size and density of a keyword network: 120 channels, 256 and 192 current-based neurons seen at
/// three delays each, one synapse in ten, 12 read-outs. It hears nothing; it costs the same.
/// </summary>
public static class RandomKeywords
{
    private const int FractionBits = 12;

    private static readonly int[] _firstDelays = [0, 4, 8];
    private static readonly int[] _secondDelays = [0, 6, 12];
    private static readonly Random _random = new(1);

    public static NetworkModel Model()
    {
        var bank = new FilterBankOptions();
        return new()
        {
            Name = "random",
            TickMicroseconds = 8000,
            Labels = [.. Enumerable.Range(0, 12).Select(label => $"class {label}")],
            Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = bank.ToParameters() },
            Populations =
            [
                new() { Name = "input", Size = 3 * bank.Bands, Kind = NeuronKind.Input },
                Hidden("first", 256),
                Hidden("second", 192),
                new()
                {
                    Name = "output", Size = 12, Kind = NeuronKind.LeakyIntegrator, FractionBits = FractionBits,
                    MembraneDecay = [Decay.FromRaw(29491)],
                },
            ],
            Projections =
            [
                .. _firstDelays.Select(delay => Synapses(0, 1, 3 * bank.Bands, 256, delay)),
                .. _secondDelays.Select(delay => Synapses(1, 2, 256, 192, delay)),
                Synapses(2, 3, 192, 12, 0),
            ],
            Decoder = new DecoderModel { Kind = DecoderKind.MaxPotential, Population = 3, SmoothingTicks = 16 },
        };
    }

    private static PopulationModel Hidden(string name, int size) => new()
    {
        Name = name,
        Size = size,
        Kind = NeuronKind.CubaLif,
        FractionBits = FractionBits,
        MembraneDecay = [Decay.FromRaw(23000)],
        SynapticDecay = [Decay.FromRaw(20000)],
        Threshold = [Potential.FromRaw(1 << FractionBits)],
        Reset = ResetMode.BySubtraction,
    };

    private static ProjectionModel Synapses(int pre, int post, int preSize, int postSize, int delay)
    {
        var weights = new short[preSize * postSize];
        for (var synapse = 0; synapse < weights.Length; synapse++)
            if (_random.Next(10) == 0) weights[synapse] = (short)_random.Next(-70, 71);
        return new()
        {
            Pre = pre,
            Post = post,
            DelayTicks = delay,
            WeightBits = 8,
            Scale = [10],
            Storage = SynapseStorage.Dense,
            Weights = weights,
        };
    }
}
