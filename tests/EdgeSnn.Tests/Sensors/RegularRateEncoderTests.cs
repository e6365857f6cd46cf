using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Sensors;

public class RegularRateEncoderTests : SampledEncoderContract<int>
{
    private static readonly RateOptions Options = new() { Input = new(5, 0, 255), MaxRate = 1 << 15 };

    protected override int[] Stream { get; } = ScalarStreams.Random(5 * 400);

    protected override IEncoder<int> Create() => new RegularRateEncoder(Options);

    [Fact]
    public void Spikes_come_at_even_intervals()
    {
        var encoder = new RegularRateEncoder(new RateOptions { Input = new(1, 0, 8) });
        var ticks = SpikeTicks(encoder, ScalarStreams.Constant(40, 2), 0);
        Assert.Equal([3, 7, 11, 15, 19, 23, 27, 31, 35, 39], ticks);
    }

    [Fact]
    public void No_fraction_is_lost()
    {
        var encoder = new RegularRateEncoder(new RateOptions { Input = new(2, 0, 7) });
        var stream = ScalarStreams.Constant(70_000, 3, 0);
        // Rates round down by less than 2^-32 spikes per tick.
        Assert.InRange(SpikeTicks(encoder, stream, 0).Length, 29_999, 30_000);
        encoder.Reset();
        Assert.Empty(SpikeTicks(encoder, stream, 1));
    }

    private static int[] SpikeTicks(RegularRateEncoder encoder, int[] stream, int channel)
        => [.. Raster(encoder, stream, [stream.Length]).Index().Where(tick => tick.Item.Contains(channel)).Select(tick => tick.Index)];
}
