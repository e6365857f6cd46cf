using System.Numerics;
using CsCheck;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Tests.Runtime.Threads;

namespace EdgeSnn.Tests.Runtime;

/// <summary>
/// Bursts with silences so long that a network comes to rest and whole ticks are left out: against the oracle, which steps all of
/// them. For every kind of neuron, with whatever is still on its way when the input ends, and a reset in the middle.
/// </summary>
public sealed class SilenceTests
{
    private const int Burst = 3, Round = 90, Ticks = 3 * Round;

    // Quick enough that a round is a long silence.
    private const int SlowestDecay = 24_000;

    public static TheoryData<int, int> WidthsAndThreads => new() { { 0, 1 }, { 128, 1 }, { 256, 1 }, { 512, 1 }, { 256, 3 } };

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void A_silent_network_does_what_the_documents_say(int vectorBits, int threads)
    {
        var rested = 0;
        Gen.Int.Sample(
            seed =>
            {
                if (AssertLikePlain(seed, vectorBits, threads)) Interlocked.Increment(ref rested);
            },
            iter: 40);
        Assert.True(rested > 0, $"{rested} of 40 networks came to rest");
    }

    /// <returns>True when the oracle stood still for longer than a spike can be on its way.</returns>
    private static bool AssertLikePlain(int seed, int vectorBits, int threads)
    {
        var model = Model(seed);
        var input = new RandomNetwork(seed);
        using var network = new Network(model, vectorBits, threads == 1 ? NetworkOptions.Default : ThreadedNetworkTests.Always(threads));
        var plain = new PlainNetwork(model);
        var (still, longest, ticks, updates, dropped) = (0, 0, 0L, 0L, 0L);
        for (var tick = 0; tick < Ticks; tick++)
        {
            if (tick == 2 * Round && seed % 3 == 0)
            {
                network.Reset();
                plain = new PlainNetwork(model);
                (ticks, updates, dropped) = (0, 0, 0);
            }

            var spikes = (tick % Round) < Burst ? input.Input(model) : new SpikeList(0);
            var before = plain.Potentials.Select(one => one.ToArray()).ToArray();
            // A spike of no channel is no input, but counted.
            var isDropped = tick % Round == Round - 10;
            network.Step(isDropped ? ChainNetwork.Spike(model.Populations[0].Size) : spikes);
            if (isDropped) dropped++;
            plain.Step(spikes.Neurons.ToArray());
            var isStill = spikes.Count == 0;
            for (var population = 1; population < model.Populations.Length; population++)
            {
                Assert.Equal(plain.Spikes[population], network.Spikes(population).Neurons.ToArray());
                Assert.Equal(plain.Potentials[population], network.Potentials(population).ToArray().Select(one => (BigInteger)one.Raw));
                isStill &= plain.Spikes[population].Count == 0 && plain.Potentials[population].SequenceEqual(before[population]);
                updates += model.Populations[population].Size;
            }

            still = isStill ? still + 1 : 0;
            longest = Math.Max(longest, still);
            Assert.Equal(spikes.Count, network.Spikes(0).Count);
            Assert.Equal(plain.Saturations, network.Counters.Saturations);
            Assert.Equal(plain.SynapticEvents, network.Counters.TotalSynapticEvents);
            Assert.Equal((++ticks, updates, dropped), (network.Tick, network.Counters.NeuronUpdates, network.Counters.DroppedSpikes));
        }

        return longest > 1 + model.Projections.Max(one => one.DelayTicks);
    }

    private static NetworkModel Model(int seed)
    {
        var model = new RandomNetwork(seed) { MaxSize = 48, Extreme = seed % 7 == 0 }.Model();
        var choice = new Random(seed);
        var longer = choice.Next(3) == 0 ? choice.Next(20, 60) : 0;
        return model with
        {
            Populations = [.. model.Populations.Select(one => one with
            {
                MembraneDecay = one.Kind is NeuronKind.ShiftLif or NeuronKind.ShiftLeakyIntegrator
                    ? [Decay.FromRaw(Decay.One - (Decay.One >> choice.Next(1, 4)))] : Quicker(one.MembraneDecay),
                SynapticDecay = Quicker(one.SynapticDecay),
                AdaptationDecay = Quicker(one.AdaptationDecay),
                // It keeps many neurons spiking.
                Bias = choice.Next(3) == 0 ? one.Bias : [],
            })],
            Projections = [.. model.Projections.Select(one => one with { DelayTicks = one.DelayTicks == 0 ? 0 : one.DelayTicks + longer })],
        };
    }

    private static Decay[] Quicker(Decay[] decays) => [.. decays.Select(one => Decay.FromRaw(Math.Min(one.Raw, SlowestDecay)))];
}
