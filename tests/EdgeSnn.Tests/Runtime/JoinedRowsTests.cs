using CsCheck;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

/// <summary>
/// Populations whose projections are all dense, delivered in one pass, and spikes taken out after the update: against the oracle at
/// every width, and the whole network left out when nothing happens.
/// </summary>
public sealed class JoinedRowsTests
{
    // Beside whole strips of 64, 128 and 256 columns: one neuron, a vector's part, rests of strips, more than 32 words of spikes.
    private static readonly int[] Sizes = [1, 12, 33, 64, 128, 160, 256, 300, 1100];

    public static TheoryData<int> Widths => new(0, 128, 256, 512);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Several_dense_projections_with_delays_give_the_same_bits(int vectorBits) => Gen.Int.Sample(
        seed =>
        {
            var choice = new Random(seed);
            PopulationModel[] populations =
            [
                new() { Name = "input", Size = 24, Kind = NeuronKind.Input, MaxSpikesPerTick = 1 + choice.Next(2) },
                Neurons("first", Sizes[choice.Next(Sizes.Length)], choice),
                Neurons("second", Sizes[choice.Next(Sizes.Length - 1)], choice),
            ];
            int[] scale = [1 + choice.Next(200)];
            // Of the same weights all are joined; of both kinds, none is.
            int[] bits = choice.Next(3) switch { 0 => [8, 8, 8, 8], 1 => [16, 16, 16, 16], _ => [8, 16, 8, 8] };
            var model = RandomNetwork.Model(
                populations,
                [
                    Dense(populations, 0, 1, choice.Next(3), bits[0], scale, choice),
                    Dense(populations, 0, 2, choice.Next(3), bits[1], scale, choice),
                    Dense(populations, 1, 2, choice.Next(3), bits[2], scale, choice),
                    Dense(populations, 2, 2, 1 + choice.Next(3), bits[3], scale, choice),
                ]);
            StorageTests.AssertLikePlain(model, vectorBits, tick => tick % 9 < 5 ? ConvolutionTests.Input(choice, populations[0]) : new SpikeList(0), ticks: 18);
        },
        iter: 10);

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_network_at_rest_goes_on_counting_and_wakes_at_the_first_spike(int vectorBits)
    {
        var choice = new Random(3);
        PopulationModel[] populations =
        [
            new() { Name = "input", Size = 8, Kind = NeuronKind.Input },
            Neurons("first", 40, choice) with { Threshold = [Potential.FromRaw(200)] },
            Neurons("second", 20, choice) with { Threshold = [Potential.FromRaw(200)] },
        ];
        var model = RandomNetwork.Model(
            populations,
            [Dense(populations, 0, 1, 7, 8, [30], choice), Dense(populations, 1, 2, 0, 8, [30], choice), Dense(populations, 2, 1, 2, 8, [30], choice)]);
        var random = new RandomNetwork(5);
        SpikeList Input(int tick) => tick is < 4 or 130 or > 190 ? random.Input(model) : new SpikeList(0);
        StorageTests.AssertLikePlain(model, vectorBits, Input, ticks: 200);

        var network = new Network(model, vectorBits);
        for (var tick = 0; tick < 200; tick++) network.Step(Input(tick));
        Assert.Equal((200, 200 * 60), (network.Counters.Ticks, network.Counters.NeuronUpdates));
        network.Reset();
        Assert.Equal((0, 0), (network.Tick, network.Counters.NeuronUpdates));
    }

    private static PopulationModel Neurons(string name, int size, Random choice)
    {
        var reset = (ResetMode)choice.Next(3);
        return new()
        {
            Name = name, Size = size, Kind = NeuronKind.ShiftLif, MembraneDecay = [Decay.FromRaw(Decay.One - (Decay.One >> 3))],
            Threshold = choice.Next(2) == 0
                ? [Potential.FromRaw(choice.Next(1, 900))]
                : [.. Enumerable.Range(0, size).Select(_ => Potential.FromRaw(choice.Next(1, 900)))],
            Reset = reset,
            ResetPotential = reset == ResetMode.ToValue && choice.Next(2) == 0
                ? [.. Enumerable.Range(0, size).Select(_ => Potential.FromRaw(choice.Next(-300, 0)))] : [],
        };
    }

    // Weights so small that sums of 16 bits hold all of them.
    private static ProjectionModel Dense(
        PopulationModel[] populations, int pre, int post, int delay, int bits, int[] scale, Random choice) => new()
    {
        Pre = pre, Post = post, DelayTicks = delay, WeightBits = bits, Scale = scale, Storage = SynapseStorage.Dense,
        Weights =
        [
            .. Enumerable.Range(0, populations[pre].Size * populations[post].Size)
                .Select(_ => choice.Next(3) == 0 ? (short)choice.Next(-9, 10) : (short)0),
        ],
    };
}
