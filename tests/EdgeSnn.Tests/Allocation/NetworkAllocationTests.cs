using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Tests.Runtime;

namespace EdgeSnn.Tests.Allocation;

public sealed class NetworkAllocationTests
{
    [Theory]
    [InlineData(DecoderKind.SpikeCount)]
    [InlineData(DecoderKind.FirstSpike)]
    [InlineData(DecoderKind.MaxPotential)]
    public void A_tick_from_spikes_to_decision_allocates_nothing(DecoderKind kind)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new RandomNetwork(seed);
            var model = random.Model();
            model = model with { Decoder = model.Decoder with { Kind = kind, TriggerThreshold = 1, RearmThreshold = 1, WindowTicks = 3, SmoothingTicks = 2 } };
            var inputs = Enumerable.Range(0, 64).Select(_ => random.Input(model)).ToArray();
            var network = new Network(model);
            var decoder = Catalog.CreateDecoder(model);
            var warmUp = Run(network, decoder, inputs);
            var measured = 0L;
            var allocated = Allocated.Least(
                () =>
                {
                    network.Reset();
                    decoder.Reset();
                    return network;
                },
                fresh => measured = Run(fresh, decoder, inputs));
            Assert.Equal(0, allocated);
            Assert.Equal(warmUp, measured);
        }
    }

    // The sum of what happened: a loop whose result is used cannot be optimized away.
    private static long Run(Network network, EdgeSnn.Runtime.Contracts.IDecoder decoder, SpikeList[] inputs)
    {
        var checksum = 0L;
        var output = network.Model.Decoder.Population;
        foreach (var input in inputs)
        {
            network.Step(input);
            if (decoder.Decode(network.Tick - 1, network.Spikes(output), network.Potentials(output), out var decision))
                checksum = checksum * 31 + decision.Class + decision.Confidence;
            checksum += network.Counters.TotalSynapticEvents + network.Counters.Saturations + decoder.Confidences[0];
            foreach (var potential in network.Potentials(output)) checksum = checksum * 31 + potential.Raw;
        }

        return checksum + decoder.Verdict.Class;
    }
}
