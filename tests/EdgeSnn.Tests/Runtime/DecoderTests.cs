using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Decoders;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Runtime;

public sealed class DecoderTests
{
    private const int One = 1 << 10;

    [Theory]
    [InlineData(DecoderKind.SpikeCount)]
    [InlineData(DecoderKind.FirstSpike)]
    [InlineData(DecoderKind.MaxPotential)]
    public void No_input_no_decision(DecoderKind kind)
    {
        var decoder = Create(Model(kind) with { TriggerThreshold = 1 });
        var spikes = new SpikeList(3);
        for (var tick = 0; tick < 200; tick++)
            Assert.False(decoder.Decode(tick, spikes, new Potential[3], out _));
    }

    [Fact]
    public void Most_output_spikes_win_the_verdict()
    {
        var decoder = Create(Model(DecoderKind.SpikeCount));
        Feed(decoder, 3, [0, 1, 1, 2, 1], null);
        Assert.Equal(1, decoder.Verdict.Class);
        Assert.Equal(3 * 32768 / 5, decoder.Verdict.Confidence);
    }

    [Fact]
    public void First_output_spike_wins_however_many_follow()
    {
        var decoder = Create(Model(DecoderKind.FirstSpike));
        Feed(decoder, 3, [2, 1, 1, 1, 1], null);
        Assert.Equal(2, decoder.Verdict.Class);
    }

    [Fact]
    public void Highest_windowed_potential_wins_over_a_higher_single_tick()
    {
        var decoder = Create(Model(DecoderKind.MaxPotential) with { WindowTicks = 4 });
        Step(decoder, 0, [0, 3 * One, 0]);
        for (var tick = 1; tick < 5; tick++)
            Step(decoder, tick, [0, 0, One]);
        Assert.Equal(2, decoder.Verdict.Class);
    }

    [Fact]
    public void Rest_class_is_the_verdict_when_none_exceeds_it()
    {
        var decoder = Create(Model(DecoderKind.MaxPotential) with { RestClass = 0 });
        Step(decoder, 0, [One, One - 1, 0]);
        Assert.Equal(0, decoder.Verdict.Class);
        Step(decoder, 1, [One, One + 1, 0]);
        Assert.Equal(1, decoder.Verdict.Class);
    }

    [Fact]
    public void Confidence_is_the_softmax_of_the_potentials()
    {
        var decoder = Create(Model(DecoderKind.MaxPotential));
        Step(decoder, 0, [One, 2 * One, -One / 2]);
        const double gain = 369 / 256.0;
        double[] expected = [Math.Pow(2, gain), Math.Pow(2, 2 * gain), Math.Pow(2, -0.5 * gain)];
        for (var index = 0; index < 3; index++)
            Assert.Equal(expected[index] / expected.Sum(), decoder.Confidences[index] / 32768.0, 2.0 / 32768);
    }

    [Fact]
    public void A_sustained_class_fires_once_until_it_falls_below_the_rearm_level()
    {
        var decoder = Create(Model(DecoderKind.MaxPotential) with { RefractoryTicks = 3 });
        Assert.Equal(1, CountFired(decoder, 0, 50, [0, 8 * One]));
        Assert.Equal(1, CountFired(decoder, 50, 1, [8 * One, 0]));
        Assert.Equal(1, CountFired(decoder, 60, 50, [0, 8 * One]));
    }

    [Fact]
    public void Refractory_time_holds_back_another_class()
    {
        var decoder = Create(Model(DecoderKind.MaxPotential) with { RefractoryTicks = 10 });
        Assert.Equal(1, CountFired(decoder, 0, 1, [0, 8 * One]));
        Assert.Equal(0, CountFired(decoder, 1, 9, [8 * One, 0]));
        Assert.Equal(1, CountFired(decoder, 10, 1, [8 * One, 0]));
    }

    [Fact]
    public void A_quiet_class_never_fires()
    {
        var decoder = Create(Model(DecoderKind.MaxPotential) with { QuietClasses = [1] });
        Assert.Equal(0, CountFired(decoder, 0, 50, [0, 8 * One]));
        Assert.Equal(1, CountFired(decoder, 50, 50, [8 * One, 0]));
    }

    [Fact]
    public void Smoothing_delays_a_decision_until_the_mean_reaches_the_threshold()
    {
        var decoder = Create(Model(DecoderKind.SpikeCount) with { SmoothingTicks = 10, TriggerThreshold = 16000 });
        var fired = -1;
        for (var tick = 0; tick < 10 && fired < 0; tick++)
        {
            var spikes = new SpikeList(3);
            spikes.Add(1);
            if (decoder.Decode(tick, spikes, new Potential[3], out _))
                fired = tick;
        }

        Assert.Equal(4, fired);
    }

    [Fact]
    public void Powers_of_two_are_within_two_to_the_minus_fifteen()
    {
        for (var magnitude = 0; magnitude < 8 << 16; magnitude += 37)
        {
            var expected = Math.Pow(2, 30 - magnitude / 65536.0);
            Assert.InRange(Exponential.PowerOfTwoBelowOne(magnitude) / expected, 1 - 1.0 / 32768, 1 + 1.0 / 32768);
        }

        Assert.Equal(0, Exponential.PowerOfTwoBelowOne(long.MaxValue));
        Assert.Equal(1 << 30, Exponential.PowerOfTwoBelowOne(-5));
    }

    private static DecoderModel Model(DecoderKind kind) => new()
    {
        Kind = kind,
        Population = 0,
        WindowTicks = kind == DecoderKind.MaxPotential ? 1 : 5,
    };

    private static IDecoder Create(DecoderModel decoder)
    {
        var model = new NetworkModel
        {
            Name = "test",
            TickMicroseconds = 1000,
            Labels = [],
            Encoder = new EncoderModel { Name = "none", Parameters = [] },
            Populations = [new PopulationModel { Name = "output", Size = 3, Kind = NeuronKind.Lif, FractionBits = 10 }],
            Projections = [],
            Decoder = decoder,
        };
        return decoder.Kind switch
        {
            DecoderKind.SpikeCount => new SpikeCountDecoder(model),
            DecoderKind.FirstSpike => new FirstSpikeDecoder(model),
            _ => new MaxPotentialDecoder(model),
        };
    }

    private static bool Step(IDecoder decoder, long tick, int[] raw)
    {
        var potentials = new Potential[3];
        Array.Fill(potentials, Potential.FromRaw(-100 * One));
        for (var index = 0; index < raw.Length; index++)
            potentials[index] = Potential.FromRaw(raw[index]);
        return decoder.Decode(tick, new SpikeList(3), potentials, out _);
    }

    private static int CountFired(IDecoder decoder, long from, int ticks, int[] raw)
    {
        var fired = 0;
        for (var tick = from; tick < from + ticks; tick++)
            if (Step(decoder, tick, raw))
                fired++;
        return fired;
    }

    private static void Feed(IDecoder decoder, int classes, int[] neurons, Potential[]? potentials)
    {
        for (var tick = 0; tick < neurons.Length; tick++)
        {
            var spikes = new SpikeList(classes);
            spikes.Add(neurons[tick]);
            decoder.Decode(tick, spikes, potentials ?? new Potential[classes], out _);
        }
    }
}
