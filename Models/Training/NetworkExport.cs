using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>What the exported file states besides the weights.</summary>
public sealed record ExportOptions(string Name, string[] Labels, LossOptions Loss, int[] QuietClasses, string Description)
{
    public required EncoderModel Encoder { get; init; }

    public required int TickMicroseconds { get; init; }

    public TriggerOptions Trigger { get; init; } = new();

    /// <summary>As <see cref="TrainingPlan.PriorShift"/>.</summary>
    public float[] PriorShift { get; init; } = [];

    /// <summary>What a plan says of its network.</summary>
    public static ExportOptions Of(TrainingPlan plan) => new(plan.Name, plan.Labels, plan.Loss, plan.QuietClasses, plan.Description)
    {
        Encoder = plan.Encoder,
        TickMicroseconds = plan.TickMicroseconds,
        Trigger = plan.Trigger,
        PriorShift = plan.PriorShift,
    };
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
        AddProjections(projections, network.First.Projection, 0);
        AddProjections(projections, network.Second.Projection, 1);
        AddSparse(projections, readout.Projection, gains, 2);
        return new ReferenceModel
        {
            Name = options.Name,
            TickMicroseconds = options.TickMicroseconds,
            Labels = options.Labels,
            Description = options.Description,
            Encoder = options.Encoder,
            Populations =
            [
                Input(network),
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
                SmoothingTicks = options.Trigger.SmoothingTicks,
                TriggerThreshold = options.Trigger.Threshold,
                RearmThreshold = options.Trigger.Threshold / 2,
                RefractoryTicks = options.Trigger.RefractoryTicks,
                QuietClasses = options.QuietClasses,
                RestClass = options.Loss.Rest,
                ConfidenceGain = 369,
            },
        };
    }

    private static ReferencePopulation Input(SpikingNetwork network)
    {
        var grid = (network.First.Projection as ConvolvedProjection)?.Grid;
        return new ReferencePopulation
        {
            Name = grid is null ? "bands" : "pixels",
            Size = network.Shape.Channels,
            Shape = grid is null ? [] : [grid.InHeight, grid.InWidth, grid.InChannels],
            Kind = NeuronKind.Input,
        };
    }

    private static ReferencePopulation Hidden(string name, SpikingLayer layer) => new()
    {
        Name = name,
        Size = layer.Size,
        Kind = NeuronKind.CubaLif,
        Shape = layer.Projection is ConvolvedProjection { Grid: var grid } ? [grid.OutHeight, grid.OutWidth, grid.OutChannels] : [],
        MembraneDecay = PerNeuron(layer, Array.ConvertAll(layer.MembraneLogit.Value, SpikingLayer.Sigmoid)),
        SynapticDecay = PerNeuron(layer, Array.ConvertAll(layer.CurrentLogit.Value, SpikingLayer.Sigmoid)),
        Threshold = [1.0],
        Bias = PerNeuron(layer, layer.Bias.Value),
        Reset = ResetMode.BySubtraction,
    };

    /// <summary>One sparse projection per delay, without pruned weights; <paramref name="gains"/> scale each post neuron.</summary>
    private static void AddSparse(List<ReferenceProjection> into, DelayedProjection projection, float[]? gains, int pre)
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

    private static void AddProjections(List<ReferenceProjection> into, ISynapses synapses, int pre)
    {
        if (synapses is DelayedProjection dense) AddSparse(into, dense, null, pre);
        else AddConvolutions(into, (ConvolvedProjection)synapses, pre);
    }

    /// <summary>One kernel per delay.</summary>
    private static void AddConvolutions(List<ReferenceProjection> into, ConvolvedProjection projection, int pre)
    {
        var kernel = projection.WeightCount / projection.Delays.Length;
        for (var tap = 0; tap < projection.Delays.Length; tap++)
            into.Add(new ReferenceProjection
            {
                Pre = pre,
                Post = pre + 1,
                DelayTicks = projection.Delays[tap],
                Storage = SynapseStorage.Convolution,
                Convolution = projection.Grid,
                Weights = Doubles(projection.Weights.Value[(tap * kernel)..((tap + 1) * kernel)]),
            });
    }

    private static double[] PerNeuron(SpikingLayer layer, float[] features)
    {
        var values = new double[layer.Size];
        for (var k = 0; k < values.Length; k++) values[k] = features[k % features.Length];
        return values;
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}
