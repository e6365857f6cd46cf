using System.Numerics;
using CsCheck;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Tests.Runtime.Threads;

/// <summary>More threads change no bit: each random network on several, against one thread and the oracle.</summary>
public sealed class ThreadedNetworkTests
{
    public static TheoryData<int, int> WidthsAndThreads => new() { { 0, 2 }, { 0, 5 }, { 128, 3 }, { 256, 2 }, { 256, 4 }, { 512, 3 } };

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void A_random_network_does_on_several_threads_what_the_documents_say(int vectorBits, int threads)
    {
        var divided = 0;
        Gen.Int.Sample(
            seed =>
            {
                var random = new RandomNetwork(seed) { MaxSize = 140, Extreme = seed % 4 == 0 };
                var model = random.Model();
                AssertLikePlain(model, vectorBits, Options(seed, threads), _ => random.Input(model), ref divided);
            },
            iter: 25);
        Assert.True(divided > 0, $"{divided} of 25 networks were divided");
    }

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void Convolution_pooling_graded_input_and_repeated_spikes_too(int vectorBits, int threads)
    {
        var divided = 0;
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var model = ConvolutionTests.Model(random);
                AssertLikePlain(model, vectorBits, Options(seed, threads), _ => ConvolutionTests.Input(random, model.Populations[0]), ref divided);
            },
            iter: 40);
        Assert.True(divided > 0, $"{divided} of 40 networks were divided");
    }

    [Fact]
    public void Sparse_rows_of_few_weights_are_grouped_in_every_part()
    {
        var random = new Random(7);
        var dense = new ProjectionModel
        {
            Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense,
            Weights = [.. Enumerable.Range(0, 200 * 2000).Select(_ => random.NextDouble() > 0.06 ? (short)0 : random.Next(2) == 0 ? (short)3 : (short)-3)],
        };
        var sparse = RandomNetwork.ToSparse(dense, 200);
        Assert.True(GroupedFanOut.CountRuns(sparse, 200, new NeuronRange(1000, 1000)) * GroupedFanOut.ShortestRun <= sparse.Weights.Length / 2);
        var inputs = new RandomNetwork(3);
        var model = Wide(200, 2000, sparse);
        var divided = 0;
        AssertLikePlain(model, 256, Options(0, 2), _ => inputs.Input(model), ref divided, ticks: 6);
        Assert.Equal(1, divided);
    }

    [Fact]
    public void Every_size_around_the_cuts_is_updated_to_its_last_neuron()
    {
        foreach (var size in (int[])[1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 255, 256, 257, 511, 512, 513, 769])
        {
            for (var threads = 2; threads <= 5; threads++)
            {
                using var network = new Network(ChainNetwork.Model(NeuronKind.Lif, size, threshold: 10, weight: 10), 256, Always(threads));
                Assert.Equal(int.Min(threads, (size + 31) / 32), network.Threads);
                network.Step(ChainNetwork.Spike(0));
                Assert.Equal(Enumerable.Range(0, size), network.Spikes(1).Neurons.ToArray());
                Assert.Equal(size, network.Counters.NeuronUpdates);
                Assert.Equal(size, network.Counters.Spikes[1]);
                Assert.Equal(size, network.Counters.TotalSynapticEvents);
            }
        }
    }

    [Fact]
    public void Reset_gives_the_state_after_construction() => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed) { MaxSize = 140 };
            var model = random.Model();
            var inputs = Enumerable.Range(0, 20).Select(_ => random.Input(model)).ToArray();
            var fresh = new Network(model);
            using var used = new Network(model, 256, Options(seed, 3));
            foreach (var input in inputs) used.Step(input);
            used.Reset();
            Assert.Equal(0, used.Tick);
            foreach (var input in inputs)
            {
                fresh.Step(input);
                used.Step(input);
                AssertSame(fresh, used);
            }
        },
        iter: 20);

    [Fact]
    public void Decisions_of_a_pipeline_are_those_of_one_thread() => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed) { MaxSize = 140 };
            var model = random.Model();
            model = model with
            {
                Decoder = model.Decoder with
                {
                    Kind = seed % 2 == 0 ? DecoderKind.SpikeCount : DecoderKind.MaxPotential, TriggerThreshold = 1, RearmThreshold = 1, WindowTicks = 3, SmoothingTicks = 2,
                },
            };
            var one = new Network(model);
            using var several = new Network(model, 256, Options(seed, 3));
            var (first, second) = (Catalog.CreateDecoder(model), Catalog.CreateDecoder(model));
            var output = model.Decoder.Population;
            for (var tick = 0; tick < 30; tick++)
            {
                var input = random.Input(model);
                one.Step(input);
                several.Step(input);
                var fired = first.Decode(tick, one.Spikes(output), one.Potentials(output), out var expected);
                Assert.Equal(fired, second.Decode(tick, several.Spikes(output), several.Potentials(output), out var decision));
                Assert.Equal(expected, decision);
                Assert.Equal(first.Confidences.ToArray(), second.Confidences.ToArray());
            }
        },
        iter: 30);

    [Fact]
    public void Thousands_of_ticks_agree_whoever_takes_which_share()
    {
        // Two wide layers in one wave, recurrence, a whole population beside them; five threads on whatever the machine has.
        var random = new RandomNetwork(11) { MaxSize = 300 };
        PopulationModel[] populations = [new() { Name = "input", Size = 40, Kind = NeuronKind.Input }, .. Enumerable.Range(1, 4).Select(index => random.Population(index, NeuronKind.ShiftLif))];
        var model = RandomNetwork.Model(
            populations,
            [
                random.Projection(populations, 0, 1), random.Projection(populations, 0, 2), random.Projection(populations, 1, 1),
                random.Projection(populations, 2, 1), random.Projection(populations, 1, 3), random.Projection(populations, 3, 4),
            ]);
        foreach (var toShare in (int[])[0, 300, 1200])
        {
            var one = new Network(model);
            using var several = new Network(model, 256, Always(5) with { LeastWorkToShare = toShare });
            Assert.True(several.Threads > 2);
            for (var tick = 0; tick < 3000; tick++)
            {
                var input = random.Input(model, tick % 50 < 20 ? 0.3 : 0.01);
                one.Step(input);
                several.Step(input);
                AssertSame(one, several);
            }
        }
    }

    [Fact]
    public void A_snapshot_of_potentials_is_in_one_piece()
    {
        using var network = new Network(ChainNetwork.Model(NeuronKind.LeakyIntegrator, 200, threshold: 0, weight: 7), 256, Always(3));
        network.Step(ChainNetwork.Spike(0));
        Assert.Equal(Enumerable.Repeat(7, 200), network.Potentials(1).ToArray().Select(one => one.Raw));
    }

    [Fact]
    public void What_is_smaller_than_a_part_is_never_divided()
    {
        var synapse = new ProjectionModel { Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Dense, Weights = [.. Enumerable.Repeat((short)9, 8_000)] };
        var model = Wide(1, 8_000, synapse);
        using var small = new Network(model, new NetworkOptions { Threads = 4 });
        Assert.Equal(1, small.Threads);
        Assert.Null(small.Team);
        Assert.Equal(Network.RequiredBytes(model), small.ArenaBytes);
        small.Step(ChainNetwork.Spike(0));
        Assert.Equal(8_000, small.Spikes(1).Count);
    }

    [Fact]
    public void Required_bytes_are_what_a_network_on_several_threads_allocates() => Gen.Int.Sample(
        seed =>
        {
            var model = seed % 2 == 0 ? new RandomNetwork(seed) { MaxSize = 140 }.Model() : ConvolutionTests.Model(new Random(seed));
            using var network = new Network(model, 256, Always(3));
            Assert.Equal(Network.RequiredBytes(model, Always(3)), network.ArenaBytes);
        },
        iter: 20);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65)]
    [InlineData(int.MaxValue)]
    public void A_number_of_threads_that_cannot_be_is_refused(int threads)
    {
        var model = ChainNetwork.Model(NeuronKind.Lif, 4, threshold: 10, weight: 10);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Network(model, new NetworkOptions { Threads = threads }));
        Assert.Contains("1 .. 64 threads", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Network.RequiredBytes(model, new NetworkOptions { Threads = threads }));
    }

    /// <summary>An input, a population too wide for an output, and a read-out.</summary>
    private static NetworkModel Wide(int pre, int post, ProjectionModel projection)
    {
        var model = RandomNetwork.Model(
            [
                new() { Name = "input", Size = pre, Kind = NeuronKind.Input },
                new()
                {
                    Name = "neurons", Size = post, Kind = NeuronKind.ShiftLif, MembraneDecay = [Decay.FromRaw(Decay.One - (Decay.One >> 3))],
                    Threshold = [Potential.FromRaw(9)],
                },
                new() { Name = "read-out", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [Decay.FromRaw(0)] },
            ],
            [projection]);
        return model with { Decoder = model.Decoder with { Kind = DecoderKind.MaxPotential } };
    }

    /// <summary>Divides whatever can be cut and shares every wave.</summary>
    internal static NetworkOptions Always(int threads) =>
        new() { Threads = threads, LeastWorkOfPart = 1, LeastWorkToShare = 0, LeastWorkToWake = 0 };

    // Some runs share every wave, some only now and then, so that threads change in the middle.
    private static NetworkOptions Options(int seed, int threads) => Always(threads) with
    {
        LeastWorkToShare = (seed & 0x300) switch { 0 => 0, 0x100 => 100, 0x200 => 400, _ => int.MaxValue },
        LeastWorkToWake = (seed & 0x400) == 0 ? 0 : int.MaxValue,
    };

    private static void AssertLikePlain(
        NetworkModel model, int vectorBits, NetworkOptions options, Func<int, SpikeList> input, ref int divided, int ticks = 16)
    {
        var one = new Network(model, vectorBits);
        using var network = new Network(model, vectorBits, options);
        if (network.Threads > 1) Interlocked.Increment(ref divided);
        var plain = new PlainNetwork(model);
        for (var tick = 0; tick < ticks; tick++)
        {
            var spikes = input(tick);
            one.Step(spikes);
            network.Step(spikes);
            plain.Step(spikes.Neurons.ToArray());
            AssertSame(one, network);
            for (var population = 1; population < model.Populations.Length; population++)
            {
                Assert.Equal(plain.Spikes[population], network.Spikes(population).Neurons.ToArray());
                Assert.Equal(plain.Potentials[population], network.Potentials(population).ToArray().Select(v => new BigInteger(v.Raw)));
            }

            Assert.Equal(plain.Saturations, network.Counters.Saturations);
            Assert.Equal(plain.SynapticEvents, network.Counters.TotalSynapticEvents);
        }
    }

    internal static void AssertSame(Network expected, Network found)
    {
        for (var population = 0; population < expected.Model.Populations.Length; population++)
        {
            Assert.True(expected.Spikes(population).Neurons.SequenceEqual(found.Spikes(population).Neurons));
            Assert.True(expected.Potentials(population).SequenceEqual(found.Potentials(population)));
        }

        Assert.Equal(expected.Counters.Spikes.ToArray(), found.Counters.Spikes.ToArray());
        Assert.Equal(expected.Counters.SynapticEvents.ToArray(), found.Counters.SynapticEvents.ToArray());
        Assert.Equal(expected.Counters.NeuronUpdates, found.Counters.NeuronUpdates);
        Assert.Equal(expected.Counters.Saturations, found.Counters.Saturations);
        Assert.Equal(expected.Counters.DroppedSpikes, found.Counters.DroppedSpikes);
        Assert.Equal(expected.Tick, found.Tick);
    }
}
