using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Training;

/// <summary>What the exported file states besides the weights.</summary>
public sealed record ExportOptions(string Name, string[] Labels, FilterBankOptions Bank, LossOptions Loss, int[] QuietClasses, string Description)
{
    /// <summary>As <see cref="TrainingPlan.PriorShift"/>.</summary>
    public float[] PriorShift { get; init; } = [];
}

/// <summary>From a folded network to the blueprint the quantizer takes: norms and readout gains are in the weights.</summary>
public static class NetworkExport
{
    public static ReferenceModel ToModel(SpikingNetwork network, ExportOptions options)
    {
        var readout = network.Readout;
        var decays = new float[readout.Classes];
        var gains = new float[readout.Classes];
        var biases = new float[readout.Classes];
        for (var k = 0; k < readout.Classes; k++)
        {
            decays[k] = SpikingLayer.Sigmoid(readout.Logit.Value[k]);
            gains[k] = (1 - decays[k]) * ReadoutLayer.Gain;
            var shift = options.PriorShift.Length == 0 ? 0f : options.PriorShift[k];
            biases[k] = gains[k] * readout.Bias.Value[k] + (1 - decays[k]) * shift;
        }

        var projections = new List<ReferenceProjection>();
        AddProjections(projections, network.First.Projection, null, 0);
        AddProjections(projections, network.Second.Projection, null, 1);
        AddProjections(projections, readout.Projection, gains, 2);
        return new ReferenceModel
        {
            Name = options.Name,
            TickMicroseconds = (int)(1_000_000L * options.Bank.SamplesPerTick / options.Bank.SampleRate),
            Labels = options.Labels,
            Description = options.Description,
            Encoder = new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = options.Bank.ToParameters() },
            Populations =
            [
                new ReferencePopulation { Name = "bands", Size = network.Shape.Channels, Kind = NeuronKind.Input },
                Hidden("first", network.First),
                Hidden("second", network.Second),
                new ReferencePopulation
                {
                    Name = "classes",
                    Size = readout.Classes,
                    Kind = NeuronKind.LeakyIntegrator,
                    MembraneDecay = Doubles(decays),
                    Bias = Doubles(biases),
                },
            ],
            Projections = projections.ToArray(),
            Decoder = new DecoderModel
            {
                Kind = DecoderKind.MaxPotential,
                Population = 3,
                WindowTicks = options.Loss.Window,
                SmoothingTicks = 16,
                TriggerThreshold = 29491,
                RearmThreshold = 14746,
                RefractoryTicks = 60,
                QuietClasses = options.QuietClasses,
                RestClass = options.Loss.Rest,
                ConfidenceGain = 369,
            },
        };
    }

    private static ReferencePopulation Hidden(string name, SpikingLayer layer) => new()
    {
        Name = name,
        Size = layer.Size,
        Kind = NeuronKind.CubaLif,
        MembraneDecay = Doubles(Array.ConvertAll(layer.MembraneLogit.Value, SpikingLayer.Sigmoid)),
        SynapticDecay = Doubles(Array.ConvertAll(layer.CurrentLogit.Value, SpikingLayer.Sigmoid)),
        Threshold = [1.0],
        Bias = Doubles(layer.Bias.Value),
        Reset = ResetMode.BySubtraction,
    };

    /// <summary>One sparse projection per delay, without pruned weights; <paramref name="gains"/> scale each post neuron.</summary>
    private static void AddProjections(List<ReferenceProjection> into, DelayedProjection projection, float[]? gains, int pre)
    {
        var (width, posts) = (projection.PaddedPost, projection.Post);
        for (var tap = 0; tap < projection.Delays.Length; tap++)
        {
            var starts = new int[projection.Pre + 1];
            var neurons = new List<int>();
            var weights = new List<double>();
            for (var neuron = 0; neuron < projection.Pre; neuron++)
            {
                for (var post = 0; post < posts; post++)
                {
                    var weight = projection.Weights.Value[(tap * projection.Pre + neuron) * width + post];
                    if (weight == 0f) continue;
                    neurons.Add(post);
                    weights.Add(weight * (gains?[post] ?? 1f));
                }

                starts[neuron + 1] = neurons.Count;
            }

            if (neurons.Count == 0) continue;
            into.Add(new ReferenceProjection
            {
                Pre = pre,
                Post = pre + 1,
                DelayTicks = projection.Delays[tap],
                Storage = SynapseStorage.Sparse,
                FanOutStarts = starts,
                PostNeurons = neurons.ToArray(),
                Weights = weights.ToArray(),
            });
        }
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}
