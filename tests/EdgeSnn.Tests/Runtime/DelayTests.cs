using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

public sealed class DelayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1023)]
    public void A_spike_takes_effect_after_its_delay_and_only_then(int delay)
    {
        var model = ChainNetwork.Model(NeuronKind.Lif, 3, threshold: 10, weight: 10);
        model = model with { Projections = [model.Projections[0] with { DelayTicks = delay }] };
        var network = new Network(model);
        for (var tick = 0; tick < delay + 50; tick++)
        {
            network.Step(tick == 0 ? ChainNetwork.Spike(0) : new SpikeList(1));
            Assert.Equal(tick == delay ? 3 : 0, network.Spikes(1).Count);
        }
    }

    [Fact]
    public void Projections_between_the_same_populations_keep_their_own_delays()
    {
        var model = ChainNetwork.Model(NeuronKind.LeakyIntegrator, 1, threshold: 0, weight: 1);
        var projection = model.Projections[0];
        model = model with
        {
            Populations = [model.Populations[0], model.Populations[1] with { MembraneDecay = [Decay.FromRaw(0)] }],
            Projections = [projection, projection with { DelayTicks = 2, Weights = [20] }, projection with { DelayTicks = 5, Weights = [30], Scale = [2] }],
        };
        var network = new Network(model);
        int[] seen = new int[8];
        for (var tick = 0; tick < seen.Length; tick++)
        {
            network.Step(tick == 0 ? ChainNetwork.Spike(0) : new SpikeList(1));
            seen[tick] = network.Potentials(1)[0].Raw;
        }

        Assert.Equal([1, 0, 20, 0, 0, 60, 0, 0], seen);
    }

    [Fact]
    public void Recurrence_keeps_one_spike_going_round()
    {
        var model = ChainNetwork.Model(NeuronKind.Lif, 4, threshold: 10, weight: 0);
        var toFirst = model.Projections[0] with { Weights = [10, 0, 0, 0] };
        var around = new short[16];
        for (var neuron = 0; neuron < 4; neuron++) around[neuron * 4 + (neuron + 1) % 4] = 10;
        model = model with { Projections = [toFirst, new ProjectionModel { Pre = 1, Post = 1, DelayTicks = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = around }] };
        var network = new Network(model);
        for (var tick = 0; tick < 40; tick++)
        {
            network.Step(tick == 0 ? ChainNetwork.Spike(0) : new SpikeList(1));
            Assert.Equal([tick % 4], network.Spikes(1).Neurons.ToArray());
        }
    }
}
