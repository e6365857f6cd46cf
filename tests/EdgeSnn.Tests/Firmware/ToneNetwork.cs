using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Firmware;

/// <summary>
/// A network built by hand that tells a low tone from a high one, so that the program can be tested end to end without
/// anything trained: the level channels of the low bands excite "low" and inhibit "high", and the other way round.
/// </summary>
public static class ToneNetwork
{
    public const int SampleRate = 8000;
    public const int LowHertz = 300;
    public const int HighHertz = 2200;
    public const int Low = 2;
    public const int High = 3;

    private const int Bands = 8;
    private const int SplitBand = 4;
    private const int Unknown = 1;
    private const int ClassCount = 4;

    private static readonly FilterBankOptions Bank = new() { SampleRate = SampleRate, Bands = Bands, HighHertz = 3700, SamplesPerTick = 64 };

    public static NetworkModel Create(string name = "tones") => new()
    {
        Name = name,
        TickMicroseconds = 1_000_000 * Bank.SamplesPerTick / SampleRate,
        Labels = ["_silence_", "_unknown_", "low", "high"],
        Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = Bank.ToParameters() },
        Populations =
        [
            new PopulationModel { Name = "input", Size = 3 * Bands, Kind = NeuronKind.Input },
            new PopulationModel
            {
                Name = "output", Size = ClassCount, Kind = NeuronKind.LeakyIntegrator, FractionBits = 8,
                MembraneDecay = [Decay.FromRaw(29491)],
            },
        ],
        Projections =
        [
            new ProjectionModel { Pre = 0, Post = 1, WeightBits = 8, Scale = [4], Storage = SynapseStorage.Dense, Weights = CreateWeights() },
        ],
        Decoder = new DecoderModel
        {
            Kind = DecoderKind.MaxPotential, Population = 1, WindowTicks = 4, SmoothingTicks = 8, TriggerThreshold = 26000,
            RearmThreshold = 13000, RefractoryTicks = 20, QuietClasses = [0, Unknown], RestClass = 0,
        },
        Description = "two tones, built by hand",
    };

    /// <summary>The same with a population that is large enough to be divided among threads; what it does decides nothing.</summary>
    public static NetworkModel CreateCrowded()
    {
        const int crowd = 65_536;
        var tones = Create();
        return tones with
        {
            Populations =
            [
                .. tones.Populations,
                new PopulationModel
                {
                    Name = "crowd", Size = crowd, Kind = NeuronKind.Lif, FractionBits = 8, MembraneDecay = [Decay.FromRaw(29491)],
                    Threshold = [Potential.FromRaw(900)],
                },
            ],
            Projections =
            [
                .. tones.Projections,
                new ProjectionModel
                {
                    Pre = 0, Post = 2, WeightBits = 8, Scale = [4], Storage = SynapseStorage.Dense,
                    Weights = [.. Enumerable.Range(0, 3 * Bands * crowd).Select(synapse => (short)((synapse * 7 % 31) - 9))],
                },
            ],
        };
    }

    /// <summary>Writes a network to a file.</summary>
    public static string WriteTo(string path, NetworkModel model)
    {
        using var file = File.Create(path);
        ModelWriter.Write(model, file);
        return path;
    }

    /// <summary>Writes the network to a file.</summary>
    public static string WriteTo(string path) => WriteTo(path, Create());

    /// <summary>A tone between silences.</summary>
    public static short[] Tone(int hertz, double before, double length, double after)
    {
        var samples = new short[(int)((before + length + after) * SampleRate)];
        var start = (int)(before * SampleRate);
        for (var index = 0; index < (int)(length * SampleRate); index++)
            samples[start + index] = (short)(8000 * Math.Sin(2 * Math.PI * hertz * index / SampleRate));
        return samples;
    }

    /// <summary>Low and high tones in turn, one every second.</summary>
    public static short[] Melody(int tones)
        => [.. Enumerable.Range(0, tones).SelectMany(index => Tone(index % 2 == 0 ? LowHertz : HighHertz, 0.3, 0.4, 0.3))];

    /// <summary>Writes a recording.</summary>
    public static string WriteWav(string path, short[] samples)
    {
        WavWriter.Write(path, samples, SampleRate);
        return path;
    }

    private static short[] CreateWeights()
    {
        var weights = new short[3 * Bands * ClassCount];
        for (var band = 0; band < Bands; band++)
        {
            var level = ((2 * Bands) + band) * ClassCount;
            weights[level + Low] = (short)(band < SplitBand ? 40 : -40);
            weights[level + High] = (short)(band < SplitBand ? -40 : 40);
        }

        return weights;
    }
}
