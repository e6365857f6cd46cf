using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Sensors;

public class RateEncoderTests : SampledEncoderContract<int>
{
    private static readonly RateOptions Options = new() { Input = new(5, 0, 255), MaxRate = 1 << 15, Seed = 42 };

    protected override int[] Stream { get; } = ScalarStreams.Random(5 * 400);

    protected override IEncoder<int> Create() => new RateEncoder(Options);

    [Fact]
    public void Spike_counts_follow_the_values()
    {
        const int Ticks = 20_000;
        var counts = Counts(Options with { Input = new(4, 0, 100) }, ScalarStreams.Constant(Ticks, 0, 25, 50, 100));
        Assert.Equal(0, counts[0]);
        for (var channel = 1; channel < 4; channel++)
        {
            var probability = new[] { 0, 0.125, 0.25, 0.5 }[channel];
            // Five standard deviations of the binomial count.
            var tolerance = 5 * Math.Sqrt(Ticks * probability * (1 - probability));
            Assert.InRange(counts[channel], (Ticks * probability) - tolerance, (Ticks * probability) + tolerance);
        }
    }

    [Fact]
    public void Full_rate_spikes_in_every_tick()
        => Assert.Equal([0, 1_000], Counts(new RateOptions { Input = new(2, -5, 5) }, ScalarStreams.Constant(1_000, -5, 9)));

    [Fact]
    public void Seeds_give_different_rasters()
        => Assert.NotEqual(Raster(Create(), [100]), Raster(new RateEncoder(Options with { Seed = 43 }), [100]));

    [Fact]
    public void Random_sequence_follows_the_published_recurrence()
    {
        var random = new Pcg32(42);
        uint[] drawn = [random.Next(), random.Next(), random.Next(), random.Next()];
        Assert.Equal(Reference(42, 4), drawn);
    }

    [Fact]
    public void Extreme_ranges_do_not_overflow()
        => Assert.Equal(
            [0, 100], Counts(new RateOptions { Input = new(2, -(1 << 30), 1 << 30) }, ScalarStreams.Constant(100, int.MinValue, int.MaxValue)));

    private static int[] Counts(RateOptions options, int[] stream)
    {
        var counts = new int[options.Input.Count];
        foreach (var channel in Raster(new RateEncoder(options), stream, [stream.Length]).SelectMany(tick => tick))
            counts[channel]++;
        return counts;
    }

    // The recurrence in integers without a word size.
    private static uint[] Reference(int seed, int count)
    {
        var modulus = System.Numerics.BigInteger.One << 64;
        System.Numerics.BigInteger Step(System.Numerics.BigInteger s) => ((s * 6364136223846793005) + 1442695040888963407) % modulus;
        var state = Step(Step(0) + seed);
        var drawn = new uint[count];
        for (var i = 0; i < count; i++)
        {
            var folded = (uint)((((state >> 18) ^ state) >> 27) % (System.Numerics.BigInteger.One << 32));
            drawn[i] = uint.RotateRight(folded, (int)(state >> 59));
            state = Step(state);
        }

        return drawn;
    }
}
