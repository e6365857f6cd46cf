using System.Numerics;
using System.Runtime.Intrinsics;
using CsCheck;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

public sealed class NetworkTests
{
    /// <summary>Scalar code and every width of vector this machine has, or makes of two halves.</summary>
    public static TheoryData<int> Widths()
    {
        TheoryData<int> widths = [0];
        if (Vector128.IsHardwareAccelerated) widths.Add(128);
        if (Vector256.IsHardwareAccelerated) widths.Add(256);
        if (Vector256.IsHardwareAccelerated) widths.Add(512);
        return widths;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_random_network_does_what_the_documents_say(int vectorBits) =>
        Gen.Int.Sample(seed => AssertLikePlain(new RandomNetwork(seed), vectorBits), iter: 150);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sums_out_of_range_saturate_and_are_counted_never_wrap(int vectorBits)
    {
        var saturations = 0L;
        Gen.Int.Sample(
            seed => { Interlocked.Add(ref saturations, AssertLikePlain(new RandomNetwork(seed) { Extreme = true }, vectorBits)); },
            iter: 150);
        Assert.True(saturations > 1000);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_size_from_1_to_70_is_updated_to_its_last_neuron(int vectorBits)
    {
        for (var size = 1; size <= 70; size++)
        {
            var network = new Network(ChainNetwork.Model(NeuronKind.Lif, size, threshold: 10, weight: 10), vectorBits);
            network.Step(ChainNetwork.Spike(0));
            Assert.Equal(Enumerable.Range(0, size), network.Spikes(1).Neurons.ToArray());
            Assert.Equal(size, network.Counters.NeuronUpdates);
        }
    }

    [Fact]
    public void Dense_and_sparse_blueprints_of_the_same_synapses_run_alike() => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed);
            var model = random.Model();
            var sparse = model with
            {
                Projections = [.. model.Projections.Select(projection => projection.Storage == SynapseStorage.Sparse
                    ? projection
                    : RandomNetwork.ToSparse(projection, model.Populations[projection.Pre].Size))],
            };
            Network one = new(model), other = new(sparse);
            for (var tick = 0; tick < 20; tick++)
            {
                var input = random.Input(model);
                one.Step(input);
                other.Step(input);
                AssertSame(one, other);
            }

            Assert.Equal(Network.RequiredBytes(model), Network.RequiredBytes(sparse));
        },
        iter: 50);

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_refractory_neuron_ignores_input_until_its_ticks_are_over(int vectorBits)
    {
        var model = ChainNetwork.Model(NeuronKind.Lif, 5, threshold: 10, weight: 12);
        model = model with { Populations = [model.Populations[0], model.Populations[1] with { RefractoryTicks = 3, ResetPotential = [Potential.FromRaw(-2)] }] };
        var network = new Network(model, vectorBits);
        var fired = new List<int>();
        for (var tick = 0; tick < 12; tick++)
        {
            network.Step(ChainNetwork.Spike(0));
            if (network.Spikes(1).Count == 5) fired.Add(tick);
            if (tick % 4 != 0) continue;
            Assert.Equal(-2, network.Potentials(1)[4].Raw);
        }

        Assert.Equal([0, 4, 8], fired);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Silence_brings_every_leaking_potential_to_exactly_zero(int vectorBits) => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed);
            var model = Quiet(random.Model());
            var network = new Network(model, vectorBits);
            for (var tick = 0; tick < 20; tick++) network.Step(random.Input(model));
            var silence = new SpikeList(0);
            for (var tick = 0; tick < 3000; tick++) network.Step(silence);
            for (var population = 1; population < model.Populations.Length; population++)
            {
                Assert.Equal(0, network.Spikes(population).Count);
                foreach (var potential in network.Potentials(population)) Assert.Equal(0, potential.Raw);
            }
        },
        iter: 20);

    [Fact]
    public void Reset_gives_the_state_after_construction() => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed);
            var model = random.Model();
            var inputs = Enumerable.Range(0, 30).Select(_ => random.Input(model)).ToArray();
            Network fresh = new(model), used = new(model);
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
        iter: 30);

    [Fact]
    public void Input_spikes_that_no_channel_sent_are_dropped_and_counted()
    {
        var network = new Network(ChainNetwork.Model(NeuronKind.LeakyIntegrator, 2, threshold: 0, weight: 10));
        var input = new SpikeList(8);
        foreach (var neuron in (int[])[0, 0, -1, 1, int.MaxValue, int.MinValue]) input.Add(neuron);
        network.Step(input);
        Assert.Equal(5, network.Counters.DroppedSpikes);
        Assert.Equal(10, network.Potentials(1)[0].Raw);
    }

    [Fact]
    public void Delivery_in_any_order_of_spikes_gives_the_same_bits() => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed);
            var model = random.Model();
            var input = random.Input(model, rate: 0.6).Neurons.ToArray();
            // Permute the input neurons of the blueprint, and the spikes with them.
            var places = Enumerable.Range(0, model.Populations[0].Size).ToArray();
            new Random(seed).Shuffle(places);
            var permuted = model with { Projections = [.. model.Projections.Select(projection => Permute(projection, model, places))] };
            Network one = new(model), other = new(permuted);
            one.Step(ChainNetwork.ToList(input));
            other.Step(ChainNetwork.ToList([.. input.Select(neuron => places[neuron]).Order()]));
            for (var population = 1; population < model.Populations.Length; population++)
                Assert.True(one.Potentials(population).SequenceEqual(other.Potentials(population)));
        },
        iter: 50);

    private static ProjectionModel Permute(ProjectionModel projection, NetworkModel model, int[] places)
    {
        if (projection.Pre != 0) return projection;
        var postSize = model.Populations[projection.Post].Size;
        var dense = new short[places.Length * postSize];
        for (var pre = 0; pre < places.Length; pre++)
        {
            var (start, end) = projection.Storage == SynapseStorage.Dense
                ? (pre * postSize, (pre + 1) * postSize)
                : (projection.FanOutStarts[pre], projection.FanOutStarts[pre + 1]);
            for (var synapse = start; synapse < end; synapse++)
            {
                var post = projection.Storage == SynapseStorage.Dense ? synapse - start : projection.PostNeurons[synapse];
                dense[places[pre] * postSize + post] = projection.Weights[synapse];
            }
        }

        return projection with { Storage = SynapseStorage.Dense, FanOutStarts = [], PostNeurons = [], Weights = dense };
    }

    private static NetworkModel Quiet(NetworkModel model) => model with
    {
        Populations = [.. model.Populations.Select(population => population.Kind == NeuronKind.Input ? population : population with
        {
            // Integrators keep what they have; a leak by a shift rests below 2^k.
            Kind = population.Kind switch
            {
                NeuronKind.IntegrateAndFire or NeuronKind.ShiftLif => NeuronKind.Lif,
                NeuronKind.ShiftLeakyIntegrator => NeuronKind.LeakyIntegrator,
                var kind => kind,
            },
            MembraneDecay = [Decay.FromRaw(32000)],
            SynapticDecay = population.SynapticDecay.Length > 0 ? [Decay.FromRaw(31000)] : [],
            Bias = [],
            RefractoryTicks = 0,
            ResetPotential = [],
            InitialPotential = [],
            Floor = [],
        })],
        Projections = [.. model.Projections.Where(projection => projection.Pre < projection.Post)],
    };

    private static long AssertLikePlain(RandomNetwork random, int vectorBits)
    {
        var model = random.Model();
        var network = new Network(model, vectorBits);
        var plain = new PlainNetwork(model);
        for (var tick = 0; tick < 25; tick++)
        {
            var input = random.Input(model);
            network.Step(input);
            plain.Step(input.Neurons.ToArray());
            for (var population = 1; population < model.Populations.Length; population++)
            {
                Assert.Equal(plain.Spikes[population], network.Spikes(population).Neurons.ToArray());
                var potentials = network.Potentials(population).ToArray().Select(potential => (BigInteger)potential.Raw);
                Assert.Equal(plain.Potentials[population], potentials);
            }

            Assert.Equal(plain.Saturations, network.Counters.Saturations);
            Assert.Equal(plain.SynapticEvents, network.Counters.TotalSynapticEvents);
        }

        return plain.Saturations;
    }

    private static void AssertSame(Network one, Network other)
    {
        for (var population = 0; population < one.Model.Populations.Length; population++)
        {
            Assert.True(one.Spikes(population).Neurons.SequenceEqual(other.Spikes(population).Neurons));
            Assert.True(one.Potentials(population).SequenceEqual(other.Potentials(population)));
        }

        Assert.True(one.Counters.Spikes.SequenceEqual(other.Counters.Spikes));
        Assert.True(one.Counters.SynapticEvents.SequenceEqual(other.Counters.SynapticEvents));
        Assert.Equal(one.Counters.Saturations, other.Counters.Saturations);
    }
}
