using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

/// <summary>What imported networks need of the double reference beyond trained ones.</summary>
public class ReferenceImportedTests
{
    private static readonly ReferencePopulation _plain = new() { Name = "n", Size = 1, Kind = NeuronKind.IntegrateAndFire, Threshold = [1] };

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void At_its_threshold_a_neuron_fires_unless_it_must_be_above(bool above, int spikes)
    {
        var simulator = One(_plain with { FiresAboveThreshold = above }, 1);
        simulator.Step([0]);
        Assert.Equal(spikes, simulator.Spikes(1).Length);
        simulator.Step([0]);
        Assert.Equal(1, simulator.Spikes(1).Length);
    }

    [Theory]
    [InlineData(2.5, 3, false, 2, 0.5)]
    [InlineData(2, 3, false, 2, 0)]
    [InlineData(2, 3, true, 1, 1)]
    [InlineData(7, 3, false, 3, 4)]
    public void Several_spikes_take_their_thresholds_off(double input, int most, bool above, int spikes, double left)
    {
        var simulator = One(_plain with { FiresAboveThreshold = above, MaxSpikesPerTick = most, Reset = ResetMode.BySubtraction }, input);
        simulator.Step([0]);
        Assert.Equal(Enumerable.Repeat(0, spikes), simulator.Spikes(1).ToArray());
        Assert.Equal(left, simulator.Potentials(1)[0], 12);
    }

    [Fact]
    public void Late_subtraction_takes_the_threshold_off_after_the_leak_of_the_next_tick()
    {
        var simulator = One(
            _plain with { Kind = NeuronKind.Lif, MembraneDecay = [0.5], Reset = ResetMode.ByLateSubtraction }, 1.5);
        simulator.Step([0]);
        Assert.Equal(1, simulator.Spikes(1).Length);
        Assert.Equal(1.5, simulator.Potentials(1)[0], 12);
        simulator.Step([0]);
        Assert.Equal((0.5 * 1.5) + 1.5 - 1, simulator.Potentials(1)[0], 12);
    }

    [Fact]
    public void Without_reset_a_neuron_fires_as_long_as_it_is_above()
    {
        var simulator = One(_plain with { Reset = ResetMode.None }, 2);
        simulator.Step([0]);
        for (var tick = 0; tick < 3; tick++)
        {
            Assert.Equal(1, simulator.Spikes(1).Length);
            Assert.Equal(2, simulator.Potentials(1)[0], 12);
            simulator.Step([]);
        }
    }

    [Fact]
    public void Floor_stops_an_integrator_that_drifts_down_and_initial_potential_starts_it()
    {
        var simulator = One(_plain with { Floor = [-1], InitialPotential = [0.25] }, -0.75);
        simulator.Step([0]);
        Assert.Equal(-0.5, simulator.Potentials(1)[0], 12);
        simulator.Step([0]);
        Assert.Equal(-1, simulator.Potentials(1)[0], 12);
    }

    [Fact]
    public void Convolution_equals_its_matrix()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var shape = DenseConvolution.RandomShape(random);
            double[] weights = [.. Enumerable.Range(0, DenseConvolution.WeightCount(shape)).Select(_ => random.Next(-9, 10) / 8.0)];
            var direct = new ReferenceProjection { Pre = 0, Post = 1, Storage = SynapseStorage.Convolution, Convolution = shape, Weights = weights };
            var matrix = new ReferenceProjection { Pre = 0, Post = 1, Weights = DenseConvolution.Expand(shape, weights) };
            var sizes = (DenseConvolution.InSize(shape), DenseConvolution.OutSize(shape));
            var (first, second) = (Integrators(sizes, direct), Integrators(sizes, matrix));
            for (var tick = 0; tick < 5; tick++)
            {
                int[] spikes = [.. Enumerable.Range(0, sizes.Item1).Where(_ => random.Next(3) == 0)];
                first.Step(spikes);
                second.Step(spikes);
            }
            Assert.Equal(second.Potentials(1).ToArray(), first.Potentials(1).ToArray());
            Assert.Equal(second.SynapticEvents, first.SynapticEvents);
        }
    }

    [Fact]
    public void Neurons_that_share_a_row_are_pooled()
    {
        var projection = new ReferenceProjection { Pre = 0, Post = 1, PreRows = [0, 0, -1, 1], Rows = 2, Weights = [1, 10] };
        var simulator = Integrators((4, 1), projection);
        simulator.Step([0, 1, 2, 3]);
        Assert.Equal(12, simulator.Potentials(1)[0], 12);
    }

    [Fact]
    public void Repeated_input_counts_as_often_as_it_comes_and_no_more_than_stated()
    {
        var simulator = Integrators((2, 1), new() { Pre = 0, Post = 1, Weights = [1, 10] }, mostInput: 3);
        simulator.Step([0, 0, 0, 1, 1]);
        Assert.Equal(23, simulator.Potentials(1)[0], 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulator.Step([0, 0, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulator.Step([1, 0]));
    }

    [Fact]
    public void Graded_projection_passes_on_potentials_of_the_same_tick()
    {
        var model = Network(
            [
                new() { Name = "input", Size = 1, Kind = NeuronKind.Input },
                new() { Name = "first", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0.5] },
                new() { Name = "second", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0] },
            ],
            [new() { Pre = 0, Post = 1, Weights = [1] }, new() { Pre = 1, Post = 2, Graded = true, Weights = [-3] }]);
        var simulator = new ReferenceSimulator(model);
        simulator.Step([0]);
        Assert.Equal(-3, simulator.Potentials(2)[0], 12);
        simulator.Step([]);
        Assert.Equal(-1.5, simulator.Potentials(2)[0], 12);
    }

    [Fact]
    public void Geometry_that_does_not_fit_is_refused_by_name()
    {
        var shape = DenseConvolution.RandomShape(new(3));
        var projection = new ReferenceProjection
        {
            Pre = 0, Post = 1, Storage = SynapseStorage.Convolution, Convolution = shape,
            Weights = new double[DenseConvolution.WeightCount(shape) + 1],
        };
        var error = Assert.Throws<ArgumentException>(() => Integrators((DenseConvolution.InSize(shape), DenseConvolution.OutSize(shape)), projection));
        Assert.Contains("projections[0]", error.Message, StringComparison.Ordinal);
    }

    private static ReferenceSimulator One(ReferencePopulation population, double weight) => new(Network(
        [new() { Name = "input", Size = 1, Kind = NeuronKind.Input }, population], [new() { Pre = 0, Post = 1, Weights = [weight] }]));

    private static ReferenceSimulator Integrators((int Pre, int Post) sizes, ReferenceProjection projection, int mostInput = 1) => new(Network(
        [
            new() { Name = "input", Size = sizes.Pre, Kind = NeuronKind.Input, MaxSpikesPerTick = mostInput },
            new() { Name = "n", Size = sizes.Post, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [1] },
        ],
        [projection]));

    private static ReferenceModel Network(ReferencePopulation[] populations, ReferenceProjection[] projections) => new()
    {
        Name = "one",
        TickMicroseconds = 1000,
        Labels = ["x"],
        Encoder = new() { Name = "none", Parameters = [] },
        Populations = populations,
        Projections = projections,
        Decoder = new() { Kind = DecoderKind.SpikeCount, Population = populations.Length - 1 },
    };
}
