using System.Numerics;
using CsCheck;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Runtime.Synapses;

namespace EdgeSnn.Tests.Runtime;

/// <summary>Storage of synapses, width of sums and what is left out at rest change no bit: each against the oracle, at every width.</summary>
public sealed class StorageTests
{
    private const int Ticks = 40;

    public static TheoryData<int> Widths => new(0, 128, 256, 512);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Populations_that_come_to_rest_and_wake_again_do_what_the_documents_say(int vectorBits) => Gen.Int.Sample(
        seed =>
        {
            var random = new RandomNetwork(seed) { MaxSize = 520 };
            var choice = new Random(seed);
            var input = new PopulationModel { Name = "input", Size = 8, Kind = NeuronKind.Input };
            var first = random.Population(1, (NeuronKind)choice.Next(1, 9));
            var second = Shortened(random.Population(2, (NeuronKind)choice.Next(1, 9)), 1 + (first.Size % 7));
            PopulationModel[] populations = [input, first, second];
            // Into a few neurons only, so that most blocks are never reached.
            var into = random.Projection(populations, 0, 1);
            var model = RandomNetwork.Model(populations, [Narrowed(into, first.Size, choice), random.Projection(populations, 1, 2)]);
            AssertLikePlain(model, vectorBits, tick => tick is < 6 or > 32 ? random.Input(model) : new SpikeList(0));
        },
        iter: 12);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Neurons_that_fire_without_input_are_never_at_rest(int vectorBits)
    {
        foreach (var refractory in (int[])[0, 2])
        {
            var model = Model(4, 300, Synapses(4, 300, 1, _ => 0), threshold: 0);
            model.Populations[1] = model.Populations[1] with { RefractoryTicks = refractory };
            AssertLikePlain(model, vectorBits, _ => new SpikeList(0));
            var network = new Network(model, vectorBits);
            for (var tick = 0; tick < 6; tick++) network.Step(new SpikeList(0));
            Assert.Equal(300 * 6 / (refractory + 1), network.Counters.Spikes[1]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sparse_rows_of_few_weights_are_grouped_and_give_the_same_bits(int vectorBits)
    {
        var random = new Random(7);
        foreach (var most in (short[])[3, 127])
        {
            var dense = Synapses(300, 900, 1, _ => random.NextDouble() > 0.055 ? (short)0 : random.Next(2) == 0 ? most : (short)-most);
            var sparse = RandomNetwork.ToSparse(dense, 300);
            Assert.True(GroupedFanOut.CountRuns(sparse, 300, NeuronRange.All) * GroupedFanOut.ShortestRun <= sparse.Weights.Length);
            var model = Model(300, 900, sparse, threshold: 500);
            AssertLikePlain(model, vectorBits, tick => Every(300, tick % 4 == 0 ? 29 : 150, tick), ticks: 6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void A_run_may_reach_every_neuron_of_the_largest_population(int vectorBits)
    {
        const int inputs = 40;
        const int most = 65_536;
        var row = new ProjectionModel
        {
            Pre = 0, Post = 1, WeightBits = 8, Scale = [1], Storage = SynapseStorage.Sparse,
            FanOutStarts = [0, .. Enumerable.Repeat(most, inputs)],
            PostNeurons = [.. Enumerable.Range(0, most)],
            Weights = [.. Enumerable.Repeat((short)1, most)],
        };
        Assert.True(GroupedFanOut.CountRuns(row, inputs, NeuronRange.All) * GroupedFanOut.ShortestRun <= most);
        var model = Model(inputs, most, row, threshold: 1);
        model = model with
        {
            Labels = ["one"],
            Populations = [.. model.Populations, new() { Name = "read-out", Size = 1, Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [Decay.FromRaw(0)] }],
            Decoder = new DecoderModel { Kind = DecoderKind.MaxPotential, Population = 2 },
        };
        var network = new Network(model, vectorBits);
        var spikes = new SpikeList(1);
        spikes.Add(0);
        network.Step(spikes);
        Assert.Equal((most, (long)most), (network.Spikes(1).Count, network.Counters.TotalSynapticEvents));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Dense_rows_gather_in_as_many_passes_as_16_bits_need(int vectorBits)
    {
        var random = new Random(11);
        foreach (var (bits, most, posts) in ((int, int, int)[])[(8, 128, 40), (8, 128, 300), (8, 20, 70), (16, 1500, 70), (16, 32768, 33)])
        {
            var dense = Synapses(700, posts, 1, _ => (short)random.Next(-most, most)) with { WeightBits = bits };
            // The largest weights all one way, so that a pass too long would wrap.
            for (var post = 0; post < dense.Weights.Length; post += posts) dense.Weights[post] = (short)-most;
            AssertLikePlain(Model(700, posts, dense, threshold: 100_000), vectorBits, tick => Every(700, 1 + (tick % 3), 0), ticks: 5);
        }
    }

    [Fact]
    public void Required_memory_does_not_depend_on_the_width_of_vectors() => Gen.Int.Sample(
        seed =>
        {
            var model = new RandomNetwork(seed).Model();
            foreach (var vectorBits in (int[])[0, 128, 256, 512])
                Assert.Equal(Network.RequiredBytes(model), new Network(model, vectorBits).ArenaBytes);
        },
        iter: 20);

    private static SpikeList Every(int neurons, int step, int first)
    {
        var spikes = new SpikeList(neurons);
        for (var neuron = first; neuron < neurons; neuron += step) spikes.Add(neuron);
        return spikes;
    }

    private static ProjectionModel Synapses(int pre, int post, int scale, Func<int, short> weight) => new()
    {
        Pre = 0, Post = 1, WeightBits = 8, Scale = [scale], Storage = SynapseStorage.Dense,
        Weights = [.. Enumerable.Range(0, pre * post).Select(weight)],
    };

    private static NetworkModel Model(int pre, int post, ProjectionModel projection, int threshold) => RandomNetwork.Model(
        [
            new() { Name = "input", Size = pre, Kind = NeuronKind.Input },
            new()
            {
                Name = "neurons", Size = post, Kind = NeuronKind.ShiftLif, MembraneDecay = [Decay.FromRaw(Decay.One - (Decay.One >> 3))],
                Threshold = [Potential.FromRaw(threshold)],
            },
        ],
        [projection]);

    /// <summary>The same without what reaches beyond a tenth of the post neurons.</summary>
    private static ProjectionModel Narrowed(ProjectionModel projection, int posts, Random choice)
    {
        var last = choice.Next(1 + (posts / 10));
        var weights = projection.Weights.ToArray();
        for (var synapse = 0; synapse < weights.Length; synapse++)
        {
            var post = projection.Storage == SynapseStorage.Dense ? synapse % posts : projection.PostNeurons[synapse];
            if (post > last) weights[synapse] = 0;
        }

        return projection with { Weights = weights };
    }

    /// <summary>The first neurons of a population, at most <paramref name="most"/>.</summary>
    private static PopulationModel Shortened(PopulationModel population, int most)
    {
        var size = Math.Min(population.Size, most);
        T[] Cut<T>(T[] values) => values.Length > 1 ? values[..size] : values;
        return population with
        {
            Size = size,
            MembraneDecay = Cut(population.MembraneDecay), SynapticDecay = Cut(population.SynapticDecay), Threshold = Cut(population.Threshold),
            Bias = Cut(population.Bias), ResetPotential = Cut(population.ResetPotential), InitialPotential = Cut(population.InitialPotential),
            Floor = Cut(population.Floor), AdaptationDecay = Cut(population.AdaptationDecay), AdaptationStep = Cut(population.AdaptationStep),
        };
    }

    internal static void AssertLikePlain(NetworkModel model, int vectorBits, Func<int, SpikeList> input, int ticks = Ticks)
    {
        var network = new Network(model, vectorBits);
        var plain = new PlainNetwork(model);
        for (var tick = 0; tick < ticks; tick++)
        {
            var spikes = input(tick);
            network.Step(spikes);
            plain.Step(spikes.Neurons.ToArray());
            for (var population = 1; population < model.Populations.Length; population++)
            {
                Assert.Equal(plain.Spikes[population], network.Spikes(population).Neurons.ToArray());
                Assert.Equal(plain.Potentials[population], network.Potentials(population).ToArray().Select(one => (BigInteger)one.Raw));
            }

            Assert.Equal(plain.Saturations, network.Counters.Saturations);
            Assert.Equal(plain.SynapticEvents, network.Counters.TotalSynapticEvents);
        }
    }
}
