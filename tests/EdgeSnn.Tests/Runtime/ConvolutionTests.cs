using CsCheck;
using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Tests.Allocation;
using EdgeSnn.Tests.Models;

namespace EdgeSnn.Tests.Runtime;

public class ConvolutionTests
{
    public static TheoryData<int> Widths => new(0, 128, 256, 512);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Convolution_pooling_and_graded_input_equal_the_oracle_at_every_width(int vectorBits) => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var model = Model(random);
            var (network, oracle) = (new Network(model, vectorBits), new PlainNetwork(model));
            for (var tick = 0; tick < 12; tick++)
            {
                var input = Input(random, model.Populations[0]);
                network.Step(input);
                oracle.Step(input.Neurons.ToArray());
                for (var population = 0; population < model.Populations.Length; population++)
                {
                    Assert.Equal(oracle.Spikes[population], network.Spikes(population).Neurons.ToArray());
                    Assert.Equal(
                        oracle.Potentials[population], network.Potentials(population).ToArray().Select(v => new System.Numerics.BigInteger(v.Raw)));
                }

                Assert.Equal(oracle.Saturations, network.Counters.Saturations);
            }
        },
        iter: 60);

    [Fact]
    public void Synaptic_events_of_a_convolution_are_those_that_land_on_the_grid() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var model = Model(random);
            var (network, oracle) = (new Network(model), new PlainNetwork(model));
            for (var tick = 0; tick < 5; tick++)
            {
                var input = Input(random, model.Populations[0]);
                network.Step(input);
                oracle.Step(input.Neurons.ToArray());
            }

            Assert.Equal(oracle.SynapticEvents, network.Counters.TotalSynapticEvents);
        },
        iter: 60);

    [Fact]
    public void A_file_keeps_convolutions_pooling_graded_input_and_repeated_spikes() => Gen.Int.Sample(
        seed =>
        {
            var model = Model(new Random(seed));
            ModelComparer.AssertEqual(model, ModelReader.Read(ModelWriter.ToBytes(model)));
        },
        iter: 100);

    [Fact]
    public void Required_bytes_are_what_a_network_with_convolutions_allocates() => Gen.Int.Sample(
        seed =>
        {
            var model = Model(new Random(seed));
            Assert.Equal(Network.RequiredBytes(model), new Network(model).ArenaBytes);
        },
        iter: 40);

    [Fact]
    public void A_tick_with_convolutions_allocates_nothing()
    {
        var random = new Random(7);
        var model = Model(random);
        var network = new Network(model);
        var input = Input(random, model.Populations[0]);
        for (var tick = 0; tick < 50; tick++) network.Step(input);
        var allocated = Allocated.Least(() => network, warm =>
        {
            for (var tick = 0; tick < 500; tick++) warm.Step(input);
        });
        Assert.Equal(0, allocated);
    }

    /// <summary>Input grid -> convolution -> pooled dense -> graded read-out, of random geometry.</summary>
    public static NetworkModel Model(Random random)
    {
        var shape = Shape(random);
        var (inSize, outSize) = (shape.InHeight * shape.InWidth * shape.InChannels, shape.OutHeight * shape.OutWidth * shape.OutChannels);
        PopulationModel[] populations =
        [
            new()
            {
                Name = "input", Size = inSize, Kind = NeuronKind.Input, Shape = [shape.InHeight, shape.InWidth, shape.InChannels],
                MaxSpikesPerTick = random.Next(1, 4),
            },
            new()
            {
                Name = "grid", Size = outSize, Kind = NeuronKind.IntegrateAndFire, Shape = [shape.OutHeight, shape.OutWidth, shape.OutChannels],
                Threshold = [Potential.FromRaw(random.Next(1, 500))], Reset = ResetMode.BySubtraction, MaxSpikesPerTick = random.Next(1, 4),
                Floor = [Potential.FromRaw(-1000)],
            },
            new() { Name = "slow", Size = 3, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [Decay.FromRaw(30000)] },
            new() { Name = "read-out", Size = 2, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [Decay.FromRaw(0)] },
        ];
        var rows = random.Next(1, outSize + 1);
        ProjectionModel[] projections =
        [
            new()
            {
                Pre = 0, Post = 1, WeightBits = 8, Storage = SynapseStorage.Convolution, Convolution = shape,
                Scale = random.Next(2) == 0 ? [3] : [.. Enumerable.Range(0, shape.OutChannels).Select(_ => random.Next(1, 20))],
                Weights = Weights(random, shape.KernelHeight * shape.KernelWidth * shape.InChannels * (shape.OutChannels / shape.Groups)),
            },
            new()
            {
                Pre = 1, Post = 2, DelayTicks = random.Next(3), WeightBits = 8, Storage = SynapseStorage.Dense, Scale = [5], Rows = rows,
                PreRows = [.. Enumerable.Range(0, outSize).Select(_ => random.Next(-1, rows))], Weights = Weights(random, rows * 3),
            },
            new()
            {
                Pre = 2, Post = 3, WeightBits = 8, Storage = SynapseStorage.Dense, Scale = [900], Graded = true, GradedShift = 12,
                Weights = Weights(random, 6),
            },
        ];
        return RandomNetwork.Model(populations, projections);
    }

    private static ConvolutionModel Shape(Random random)
    {
        var groups = random.Next(1, 4);
        var shape = new ConvolutionModel
        {
            InHeight = random.Next(1, 9), InWidth = random.Next(1, 9), InChannels = groups * random.Next(1, 4),
            OutHeight = 1, OutWidth = 1, OutChannels = groups * random.Next(1, 20),
            KernelHeight = random.Next(1, 6), KernelWidth = random.Next(1, 6), StrideY = random.Next(1, 4), StrideX = random.Next(1, 4),
            PadTop = random.Next(4), PadLeft = random.Next(4), DilationY = random.Next(1, 4), DilationX = random.Next(1, 4), Groups = groups,
        };
        return shape with { OutHeight = random.Next(1, 9), OutWidth = random.Next(1, 9) };
    }

    private static short[] Weights(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(4) == 0 ? (short)0 : (short)random.Next(-128, 128))];

    public static SpikeList Input(Random random, PopulationModel population)
    {
        var spikes = new SpikeList(population.Size * population.MaxSpikesPerTick);
        for (var neuron = 0; neuron < population.Size; neuron++)
            for (var spike = random.Next(population.MaxSpikesPerTick + 1); spike > 0 && random.Next(2) == 0; spike--) spikes.Add(neuron);
        return spikes;
    }
}
