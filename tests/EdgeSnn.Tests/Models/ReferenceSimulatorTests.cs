using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Tests.Models;

public class ReferenceSimulatorTests
{
    [Fact]
    public void Leak_is_geometric_after_one_spike()
    {
        var simulator = One(new() { Name = "n", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0.75] }, weight: 0.5);
        simulator.Step([0]);
        for (var tick = 1; tick <= 20; tick++)
        {
            Assert.Equal(0.5 * Math.Pow(0.75, tick - 1), simulator.Potentials(1)[0], 12);
            simulator.Step([]);
        }
    }

    [Fact]
    public void Constant_input_rises_towards_its_closed_form()
    {
        var simulator = One(new() { Name = "n", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0.9], Bias = [0.1] }, 0);
        for (var tick = 1; tick <= 50; tick++)
        {
            simulator.Step([]);
            Assert.Equal((1 - Math.Pow(0.9, tick)) / (1 - 0.9) * 0.1, simulator.Potentials(1)[0], 12);
        }
    }

    [Fact]
    public void Current_based_response_is_the_difference_of_two_exponentials()
    {
        const double ai = 0.6, av = 0.9;
        var simulator = One(
            new() { Name = "n", Size = 1, Kind = NeuronKind.CubaLeakyIntegrator, MembraneDecay = [av], SynapticDecay = [ai] }, 1);
        simulator.Step([0]);
        for (var tick = 1; tick <= 30; tick++)
        {
            Assert.Equal((Math.Pow(av, tick) - Math.Pow(ai, tick)) / (av - ai), simulator.Potentials(1)[0], 12);
            simulator.Step([]);
        }
    }

    [Theory]
    [InlineData(ResetMode.BySubtraction, 0.25)]
    [InlineData(ResetMode.ToValue, -0.5)]
    public void Neuron_fires_at_its_threshold_and_resets(ResetMode reset, double after)
    {
        var simulator = One(
            new() { Name = "n", Size = 1, Kind = NeuronKind.IntegrateAndFire, Threshold = [1], Reset = reset, ResetPotential = reset == ResetMode.ToValue ? [-0.5] : [] },
            0.625);
        simulator.Step([0]);
        Assert.Equal(0, simulator.Spikes(1).Length);
        simulator.Step([0]);
        Assert.Equal([0], simulator.Spikes(1).ToArray());
        Assert.Equal(after, simulator.Potentials(1)[0], 12);
    }

    [Fact]
    public void Potential_exactly_at_threshold_fires()
    {
        var simulator = One(new() { Name = "n", Size = 1, Kind = NeuronKind.IntegrateAndFire, Threshold = [0.5] }, 0.5);
        simulator.Step([0]);
        Assert.Equal(1, simulator.Spikes(1).Length);
    }

    [Fact]
    public void Refractory_neuron_ignores_input_for_its_ticks()
    {
        var simulator = One(
            new() { Name = "n", Size = 1, Kind = NeuronKind.IntegrateAndFire, Threshold = [1], RefractoryTicks = 2 }, 1);
        var fired = new List<int>();
        for (var tick = 0; tick < 7; tick++)
        {
            simulator.Step([0]);
            if (simulator.Spikes(1).Length > 0)
                fired.Add(tick);
        }
        Assert.Equal([0, 3, 6], fired);
    }

    [Fact]
    public void Adaptive_threshold_rises_from_the_tick_after_a_spike_and_relaxes()
    {
        var simulator = One(
            new()
            {
                Name = "n", Size = 1, Kind = NeuronKind.AdaptiveLif, MembraneDecay = [0], SynapticDecay = [0], Threshold = [1],
                AdaptationDecay = [0.5], AdaptationStep = [1],
            },
            1.25);
        var fired = new List<int>();
        for (var tick = 0; tick < 7; tick++)
        {
            simulator.Step([0]);
            if (simulator.Spikes(1).Length > 0)
                fired.Add(tick);
        }
        // g is 1, 0.5, 0.25 in the ticks after the first spike: 1.25 reaches theta + g in the third. Then 1.125 halves four times less a step.
        Assert.Equal(0, fired[0]);
        Assert.Equal(3, fired[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Delayed_spike_arrives_after_its_ticks(int delay)
    {
        var simulator = One(new() { Name = "n", Size = 1, Kind = NeuronKind.IntegrateAndFire, Threshold = [1] }, 1, delay);
        simulator.Step([0]);
        for (var tick = 0; tick < delay; tick++)
        {
            Assert.Equal(0, simulator.Spikes(1).Length);
            simulator.Step([]);
        }
        Assert.Equal(1, simulator.Spikes(1).Length);
        Assert.Equal(1, simulator.SynapticEvents);
    }

    [Fact]
    public void Reset_gives_the_same_spikes_again()
    {
        var simulator = new ReferenceSimulator(RandomNetworks.Create(5));
        var first = Run(simulator);
        simulator.Reset();
        Assert.Equal(first, Run(simulator));
        Assert.Contains(first, tick => tick.Length > 0);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_by_name()
    {
        var model = RandomNetworks.Create(5);
        var projection = model.Projections[0] with { Weights = [1] };
        var error = Assert.Throws<ArgumentException>(() => new ReferenceSimulator(model with { Projections = [projection] }));
        Assert.Contains("projections[0]", error.Message, StringComparison.Ordinal);
    }

    private static int[][] Run(ReferenceSimulator simulator)
    {
        var spikes = new List<int[]>();
        foreach (var input in RandomNetworks.Spikes(1, 100).Ticks)
        {
            simulator.Step(input);
            spikes.Add(simulator.Spikes(1).ToArray());
        }
        return [.. spikes];
    }

    private static ReferenceSimulator One(ReferencePopulation population, double weight, int delay = 0) => new(new()
    {
        Name = "one",
        TickMicroseconds = 1000,
        Labels = ["x"],
        Encoder = new() { Name = "none", Parameters = [] },
        Populations = [new() { Name = "input", Size = 1, Kind = NeuronKind.Input }, population],
        Projections = [new() { Pre = 0, Post = 1, DelayTicks = delay, Weights = [weight] }],
        Decoder = new() { Kind = DecoderKind.SpikeCount, Population = 1 },
    });
}
