using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Encoders;
using Catalog = EdgeSnn.Sensors.Catalog;

namespace EdgeSnn.Tests.Sensors;

public class CatalogTests
{
    public static TheoryData<EncoderModel> Models() => new(
        new EncoderModel { Name = FilterBankOptions.EncoderName, Parameters = new FilterBankOptions().ToParameters() },
        new RateOptions { Input = new(3, -4, 5), MaxRate = 600, Seed = -7 }.ToModel(RateEncoder.Name),
        new RateOptions { Input = new(3, -4, 5), MaxRate = 600, Seed = 8 }.ToModel(RegularRateEncoder.Name),
        new LatencyOptions { Input = new(3, -4, 5), WindowTicks = 6, Scale = LatencyScale.Logarithmic }.ToModel(),
        new GaussianPopulationOptions { Input = new(3, -4, 5), Neurons = 6, WidthPercent = 70, WindowTicks = 8, MinActivation = 9 }.ToModel(),
        new EventGridOptions { Width = 8, Height = 6, SensorWidth = 20, Pool = 2, MaxPerTick = 4 }.ToModel());

    [Fact]
    public void Every_encoder_has_a_model_here()
        => Assert.Equal(
            Catalog.AudioEncoders.Select(entry => entry.Name)
                .Concat(Catalog.ScalarEncoders.Select(entry => entry.Name)).Concat(Catalog.EventEncoders.Select(entry => entry.Name)),
            Models().Cast<object[]>().Select(row => ((EncoderModel)row[0]).Name));

    [Fact]
    public void Names_are_unique_and_descriptions_are_one_line()
    {
        var entries = Catalog.AudioEncoders.Select(entry => (entry.Name, entry.Description))
            .Concat(Catalog.ScalarEncoders.Select(entry => (entry.Name, entry.Description)))
            .Concat(Catalog.EventEncoders.Select(entry => (entry.Name, entry.Description)))
            .Concat(Catalog.AudioSensors.Select(entry => (entry.Name, entry.Description))).ToList();
        Assert.Equal(entries.Count, entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(entries, entry => Assert.InRange(entry.Description.Length, 10, 100));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Encoders_are_built_from_their_models(EncoderModel model) => Assert.InRange(Create(model), 3, 1_000);

    [Theory]
    [MemberData(nameof(Models))]
    public void Wrong_parameters_are_named(EncoderModel model)
    {
        foreach (var parameter in model.Parameters)
        {
            NamedInteger[] others = [.. model.Parameters.Where(p => p != parameter)];
            AssertRefused(model with { Parameters = others }, parameter.Name);
            AssertRefused(model with { Parameters = [.. model.Parameters, parameter] }, parameter.Name);
            // Every integer is a seed.
            if (parameter.Name != "seed")
                AssertRefused(model with { Parameters = [.. others, parameter with { Value = int.MinValue }] }, parameter.Name);
        }

        AssertRefused(model with { Parameters = [.. model.Parameters, new NamedInteger("volume", 11)] }, "parameters");
    }

    [Fact]
    public void Options_read_back_what_they_wrote()
    {
        var rate = new RateOptions { Input = new(3, -4, 5), MaxRate = 600, Seed = -7 };
        Assert.Equal(rate, RateOptions.Read(rate.ToModel("rate"), "rate"));
        var latency = new LatencyOptions { Input = new(3, -4, 5), WindowTicks = 6, Scale = LatencyScale.Logarithmic };
        Assert.Equal(latency, LatencyOptions.Read(latency.ToModel()));
        var gaussian = new GaussianPopulationOptions { Input = new(3, -4, 5), Neurons = 6, WidthPercent = 70, WindowTicks = 8, MinActivation = 9 };
        Assert.Equal(gaussian, GaussianPopulationOptions.Read(gaussian.ToModel()));
        var grid = new EventGridOptions { Width = 8, Height = 6, SensorHeight = 20, Pool = 2, MaxPerTick = 4, PolarityChannels = 1 };
        Assert.Equal(grid, EventGridOptions.Read(grid.ToModel()));
    }

    [Fact]
    public void Unknown_encoder_is_refused_with_the_known_names()
    {
        var error = Assert.Throws<ModelFormatException>(() => Catalog.CreateAudioEncoder(new EncoderModel { Name = "ear", Parameters = [] }));
        Assert.Equal("encoder.name: found \"ear\", expected filter-bank", error.Message);
    }

    private static int Create(EncoderModel model)
    {
        if (Catalog.EventEncoders.Any(entry => entry.Name == model.Name))
            return Catalog.CreateEventEncoder(model).ChannelCount;
        return Catalog.AudioEncoders.Any(entry => entry.Name == model.Name)
            ? Catalog.CreateAudioEncoder(model).ChannelCount
            : Catalog.CreateScalarEncoder(model).ChannelCount;
    }

    private static void AssertRefused(EncoderModel model, string parameter)
    {
        var error = Assert.Throws<ModelFormatException>(() => Create(model));
        Assert.Equal($"encoder.{parameter}", error.Field);
        Assert.DoesNotContain('\n', error.Message);
    }
}
