using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Tests.Runtime;

public sealed class NetworkModelValidationTests
{
    public static TheoryData<string, Func<NetworkModel, NetworkModel>> Breaches() => new()
    {
        { "name.length", model => model with { Name = "" } },
        { "name", model => model with { Name = null! } },
        { "description", model => model with { Description = null! } },
        { "tickMicroseconds", model => model with { TickMicroseconds = 0 } },
        { "encoder", model => model with { Encoder = null! } },
        { "encoder.name.length", model => model with { Encoder = model.Encoder with { Name = new string('x', 65) } } },
        { "encoder.parameters[0].name", model => model with { Encoder = model.Encoder with { Parameters = [new("a\n", 1)] } } },
        { "populations.length", model => model with { Populations = [model.Populations[0]] } },
        { "populations[0].kind", model => model with { Populations = [model.Populations[1], model.Populations[1]] } },
        { "populations[1].kind", model => model with { Populations = [model.Populations[0], model.Populations[0] with { Name = "other" }] } },
        { "populations[1].name", model => Output(model, one => one with { Name = "input" }) },
        { "populations[1].size", model => Output(model, one => one with { Size = 0 }) },
        { "populations[1].size", model => Output(model, one => one with { Size = 65537 }) },
        { "populations[1].kind", model => Output(model, one => one with { Kind = (NeuronKind)99 }) },
        { "populations[1].fractionBits", model => Output(model, one => one with { FractionBits = 25 }) },
        { "populations[1].refractoryTicks", model => Output(model, one => one with { RefractoryTicks = 65536 }) },
        { "populations[1].reset", model => Output(model, one => one with { Reset = (ResetMode)4 }) },
        { "populations[1].membraneDecay.length", model => Output(model, one => one with { MembraneDecay = [] }) },
        { "populations[1].membraneDecay.length", model => Output(model, one => one with { MembraneDecay = [default, default] }) },
        { "populations[1].membraneDecay[0]", model => Output(model, one => one with { MembraneDecay = [Decay.FromRaw(32769)] }) },
        { "populations[1].membraneDecay[0]", model => Output(model, one => one with { MembraneDecay = [Decay.FromRaw(-1)] }) },
        { "populations[1].synapticDecay.length", model => Output(model, one => one with { SynapticDecay = [default] }) },
        { "populations[1].adaptationStep.length", model => Output(model, one => one with { AdaptationStep = [default] }) },
        { "populations[1].threshold.length", model => Output(model, one => one with { Threshold = [] }) },
        { "populations[1].threshold[0]", model => Output(model, one => one with { Threshold = [Potential.Zero], Reset = ResetMode.BySubtraction }) },
        { "populations[1].bias.length", model => Output(model, one => one with { Bias = [default, default] }) },
        { "projections[0].pre", model => Synapses(model, one => one with { Pre = 2 }) },
        { "projections[0].post", model => Synapses(model, one => one with { Post = 0 }) },
        { "projections[0].delayTicks", model => Synapses(model, one => one with { DelayTicks = 1024 }) },
        { "projections[0].delayTicks", model => Synapses(model, one => one with { DelayTicks = -1 }) },
        { "projections[0].delayTicks", model => Synapses(model, one => one with { Pre = 1 }) },
        { "projections[0].weightBits", model => Synapses(model, one => one with { WeightBits = 7 }) },
        { "projections[0].storage", model => Synapses(model, one => one with { Storage = (SynapseStorage)3 }) },
        { "projections[0].scale.length", model => Synapses(model, one => one with { Scale = [] }) },
        { "projections[0].scale[0]", model => Synapses(model, one => one with { Scale = [0] }) },
        { "projections[0].weights.length", model => Synapses(model, one => one with { Weights = [1] }) },
        { "projections[0].weights[1]", model => Synapses(model, one => one with { Weights = [0, 8, 0, 0, 0, 0], WeightBits = 4 }) },
        { "projections[0].weights[0]", model => Synapses(model, one => one with { Weights = [-129, 0, 0, 0, 0, 0] }) },
        { "projections[0].fanOutStarts.length", model => Synapses(model, one => one with { FanOutStarts = [0] }) },
        { "projections[0].fanOutStarts[0]", model => Sparse(model, [1, 1, 2], [0, 1]) },
        { "projections[0].fanOutStarts[1]", model => Sparse(model, [0, 3, 2], [0, 1]) },
        { "projections[0].fanOutStarts[2]", model => Sparse(model, [0, 2, 1], [0, 1]) },
        { "projections[0].postNeurons.length", model => Sparse(model, [0, 1, 1], [0, 1]) },
        { "projections[0].postNeurons[1]", model => Sparse(model, [0, 2, 2], [1, 1]) },
        { "projections[0].postNeurons[0]", model => Sparse(model, [0, 1, 2], [3, 1]) },
        { "decoder", model => model with { Decoder = null! } },
        { "decoder.kind", model => Decoder(model, one => one with { Kind = (DecoderKind)3 }) },
        { "decoder.population", model => Decoder(model, one => one with { Population = 0 }) },
        { "decoder.windowTicks", model => Decoder(model, one => one with { WindowTicks = 4097 }) },
        { "decoder.smoothingTicks", model => Decoder(model, one => one with { SmoothingTicks = 0 }) },
        { "decoder.triggerThreshold", model => Decoder(model, one => one with { TriggerThreshold = 32768 }) },
        { "decoder.rearmThreshold", model => Decoder(model, one => one with { RearmThreshold = 0 }) },
        { "decoder.rearmThreshold", model => Decoder(model, one => one with { TriggerThreshold = 100, RearmThreshold = 101 }) },
        { "decoder.refractoryTicks", model => Decoder(model, one => one with { RefractoryTicks = -1 }) },
        { "decoder.confidenceGain", model => Decoder(model, one => one with { ConfidenceGain = 65536 }) },
        { "decoder.restClass", model => Decoder(model, one => one with { RestClass = 3 }) },
        { "decoder.quietClasses[1]", model => Decoder(model, one => one with { QuietClasses = [0, 3] }) },
        { "labels.length", model => model with { Labels = ["a", "b"] } },
        { "labels[2]", model => model with { Labels = ["a", "b", "a"] } },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void A_broken_rule_names_its_field(string field, Func<NetworkModel, NetworkModel> breach)
    {
        var broken = breach(Model());
        var thrown = Assert.Throws<ModelFormatException>(() => NetworkModelValidation.Check(broken));
        Assert.Equal(field, thrown.Field);
        Assert.NotEmpty(thrown.Found);
        Assert.NotEmpty(thrown.Expected);
        Assert.Throws<ModelFormatException>(() => new Network(broken));
    }

    [Fact]
    public void A_model_that_keeps_every_rule_passes() => NetworkModelValidation.Check(Model());

    [Fact]
    public void Weights_that_could_overflow_their_accumulator_are_refused()
    {
        // 65536 synapses of -32768 reach 2^31 exactly; one unit less fits.
        var model = Model();
        var weights = new short[65536];
        Array.Fill(weights, short.MinValue);
        model = model with
        {
            Populations = [model.Populations[0] with { Size = 65536 }, model.Populations[1] with { Size = 1 }],
            Labels = ["a"],
        };
        var wide = model.Projections[0] with { WeightBits = 16, Weights = weights };
        var thrown = Assert.Throws<ModelFormatException>(() => new Network(model with { Projections = [wide] }));
        Assert.Equal("populations[1].input[0]", thrown.Field);
        weights[0]++;
        NetworkModelValidation.Check(model with { Projections = [wide] });
        // The same scale shares the accumulator, another scale has its own.
        Assert.Throws<ModelFormatException>(() => NetworkModelValidation.Check(model with { Projections = [wide, wide] }));
        NetworkModelValidation.Check(model with { Projections = [wide, wide with { Scale = [2] }] });
        Assert.Throws<ModelFormatException>(() => NetworkModelValidation.Check(model with
        {
            Projections = [wide with { Scale = [int.MaxValue] }, wide with { Scale = [int.MaxValue - 1] }, wide with { Scale = [int.MaxValue - 2] }],
        }));
    }

    [Fact]
    public void A_network_that_would_keep_too_many_spikes_is_refused_before_it_is_allocated()
    {
        var model = Model();
        var large = Enumerable.Range(0, 12).Select(index => model.Populations[1] with { Name = $"large {index}", Size = 65536 }).ToArray();
        var loops = Enumerable.Range(1, 12).Select(index => new ProjectionModel
        {
            Pre = index,
            Post = index,
            DelayTicks = 1023,
            WeightBits = 8,
            Scale = [1],
            Storage = SynapseStorage.Sparse,
            FanOutStarts = new int[65537],
            Weights = [],
        }).ToArray();
        var thrown = Assert.Throws<ModelFormatException>(() => NetworkModelValidation.Check(model with
        {
            Populations = [model.Populations[0], .. large, model.Populations[1]],
            Projections = loops,
            Decoder = model.Decoder with { Population = 13 },
        }));
        Assert.Equal("populations", thrown.Field);
        Assert.Contains("spikes kept", thrown.Found, StringComparison.Ordinal);
    }

    private static NetworkModel Model() => RandomNetwork.Model(
        [
            new() { Name = "input", Size = 2, Kind = NeuronKind.Input },
            new() { Name = "output", Size = 3, Kind = NeuronKind.Lif, MembraneDecay = [Decay.FromRaw(30000)], Threshold = [Potential.FromRaw(100)] },
        ],
        [new() { Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = new short[6] }]);

    private static NetworkModel Output(NetworkModel model, Func<PopulationModel, PopulationModel> change) =>
        model with { Populations = [model.Populations[0], change(model.Populations[1])] };

    private static NetworkModel Synapses(NetworkModel model, Func<ProjectionModel, ProjectionModel> change) =>
        model with { Projections = [change(model.Projections[0])] };

    private static NetworkModel Sparse(NetworkModel model, int[] starts, int[] posts) => Synapses(model, one => one with
    {
        Storage = SynapseStorage.Sparse,
        FanOutStarts = starts,
        PostNeurons = posts,
        Weights = new short[posts.Length],
    });

    private static NetworkModel Decoder(NetworkModel model, Func<DecoderModel, DecoderModel> change) =>
        model with { Decoder = change(model.Decoder) };
}
