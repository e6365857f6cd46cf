using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>What the exported file states besides the weights.</summary>
public sealed record ExportOptions(string Name, string[] Labels, FilterBankOptions Bank, LossOptions Loss, int[] QuietClasses, string Description);

/// <summary>
/// From a folded network to the integer blueprint. Potentials have 14 fractional bits; the weights into one neuron, over
/// all delays, share one integer scale, chosen so that the largest fills 8 bits; then every weight is rounded against it.
/// </summary>
public static class NetworkExport
{
    private const int FractionBits = 14;
    private const int LargestWeight = 127;

    public static NetworkModel ToModel(SpikingNetwork network, ExportOptions options)
    {
        var readout = network.Readout;
        var decays = new float[readout.Classes];
        var gains = new float[readout.Classes];
        var biases = new float[readout.Classes];
        for (var k = 0; k < readout.Classes; k++)
        {
            decays[k] = SpikingLayer.Sigmoid(readout.Logit.Value[k]);
            gains[k] = (1 - decays[k]) * ReadoutLayer.Gain;
            biases[k] = gains[k] * readout.Bias.Value[k];
        }

        var projections = new List<ProjectionModel>();
        AddProjections(projections, network.First.Projection, null, 0);
        AddProjections(projections, network.Second.Projection, null, 1);
        AddProjections(projections, readout.Projection, gains, 2);
        return new NetworkModel
        {
            Name = options.Name,
            TickMicroseconds = (int)(1_000_000L * options.Bank.SamplesPerTick / options.Bank.SampleRate),
            Labels = options.Labels,
            Description = options.Description,
            Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = options.Bank.ToParameters() },
            Populations =
            [
                new PopulationModel { Name = "bands", Size = network.Shape.Channels, Kind = NeuronKind.Input },
                Hidden("first", network.First),
                Hidden("second", network.Second),
                new PopulationModel
                {
                    Name = "classes",
                    Size = readout.Classes,
                    Kind = NeuronKind.LeakyIntegrator,
                    FractionBits = FractionBits,
                    MembraneDecay = Decays(decays),
                    Bias = Potentials(biases),
                },
            ],
            Projections = projections.ToArray(),
            Decoder = new DecoderModel
            {
                Kind = DecoderKind.MaxPotential,
                Population = 3,
                WindowTicks = options.Loss.Window,
                SmoothingTicks = 8,
                TriggerThreshold = 22938,
                RearmThreshold = 11469,
                RefractoryTicks = 60,
                QuietClasses = options.QuietClasses,
                RestClass = options.Loss.Rest,
                ConfidenceGain = 369,
            },
        };
    }

    private static PopulationModel Hidden(string name, SpikingLayer layer) => new()
    {
        Name = name,
        Size = layer.Size,
        Kind = NeuronKind.CubaLif,
        FractionBits = FractionBits,
        MembraneDecay = Decays(Array.ConvertAll(layer.MembraneLogit.Value, SpikingLayer.Sigmoid)),
        SynapticDecay = Decays(Array.ConvertAll(layer.CurrentLogit.Value, SpikingLayer.Sigmoid)),
        Threshold = [Potential.FromRaw(1 << FractionBits)],
        Bias = Potentials(layer.Bias.Value),
        Reset = ResetMode.BySubtraction,
    };

    private static void AddProjections(List<ProjectionModel> into, DelayedProjection projection, float[]? gains, int pre)
    {
        var (width, posts) = (projection.PaddedPost, projection.Post);
        var weights = projection.Weights.Value;
        var scales = new int[posts];
        for (var post = 0; post < posts; post++)
        {
            var largest = 1e-6f;
            for (var k = post; k < weights.Length; k += width) largest = MathF.Max(largest, MathF.Abs(weights[k]));
            scales[post] = Math.Max(1, (int)MathF.Ceiling(largest * (gains?[post] ?? 1f) * (1 << FractionBits) / LargestWeight));
        }

        for (var tap = 0; tap < projection.Delays.Length; tap++)
        {
            var starts = new int[projection.Pre + 1];
            var neurons = new List<int>();
            var values = new List<short>();
            for (var neuron = 0; neuron < projection.Pre; neuron++)
            {
                for (var post = 0; post < posts; post++)
                {
                    var weight = weights[(tap * projection.Pre + neuron) * width + post] * (gains?[post] ?? 1f);
                    var value = (int)MathF.Round(weight * (1 << FractionBits) / scales[post]);
                    if (value == 0) continue;
                    neurons.Add(post);
                    values.Add((short)Math.Clamp(value, -LargestWeight, LargestWeight));
                }

                starts[neuron + 1] = neurons.Count;
            }

            if (neurons.Count == 0) continue;
            into.Add(new ProjectionModel
            {
                Pre = pre,
                Post = pre + 1,
                DelayTicks = projection.Delays[tap],
                WeightBits = 8,
                Scale = scales,
                Storage = SynapseStorage.Sparse,
                FanOutStarts = starts,
                PostNeurons = neurons.ToArray(),
                Weights = values.ToArray(),
            });
        }
    }

    private static Decay[] Decays(float[] values) =>
        Array.ConvertAll(values, value => Decay.FromRaw((int)MathF.Round(value * Decay.One)));

    private static Potential[] Potentials(float[] values) =>
        Array.ConvertAll(values, value => Potential.FromRaw((int)MathF.Round(value * (1 << FractionBits))));
}
