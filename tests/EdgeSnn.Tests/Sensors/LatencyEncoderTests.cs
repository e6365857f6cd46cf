using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Sensors;

public class LatencyEncoderTests : SampledEncoderContract<int>
{
    private static readonly LatencyOptions Options = new() { Input = new(5, 0, 255), WindowTicks = 16 };

    protected override int[] Stream { get; } = ScalarStreams.Random(5 * 400);

    protected override IEncoder<int> Create() => new LatencyEncoder(Options);

    [Fact]
    public void Larger_values_spike_earlier_and_the_minimum_never()
    {
        var options = new LatencyOptions { Input = new(5, 0, 100), WindowTicks = 11 };
        var raster = Raster(new LatencyEncoder(options), ScalarStreams.Constant(11, 100, 90, 50, 1, 0), [7]);
        Assert.Equal([0], raster[0]);
        Assert.Equal([1], raster[1]);
        Assert.Equal([2], raster[5]);
        Assert.Equal([3], raster[10]);
        Assert.Equal(4, raster.Sum(tick => tick.Length));
    }

    [Fact]
    public void Values_after_the_first_tick_of_a_window_are_passed_over()
    {
        var options = new LatencyOptions { Input = new(1, 0, 3), WindowTicks = 4 };
        var raster = Raster(new LatencyEncoder(options), [1, 3, 3, 3, 3, 0, 0, 0], [8]);
        Assert.Equal([2, 4], raster.Index().Where(tick => tick.Item.Length > 0).Select(tick => tick.Index));
    }

    [Theory]
    [InlineData(0, 255, 64)]
    [InlineData(-1000, 1_000_000, 1000)]
    [InlineData(-(1 << 30), 1 << 30, 65536)]
    public void Times_equal_the_real_equation_within_a_tick(int minimum, int maximum, int window)
    {
        var random = new Random(3);
        foreach (var scale in Enum.GetValues<LatencyScale>())
        {
            var options = new LatencyOptions { Input = new(50, minimum, maximum), WindowTicks = window, Scale = scale };
            int[] values = [.. Enumerable.Range(0, 50).Select(_ => random.Next(minimum + 1, maximum))];
            var raster = Raster(new LatencyEncoder(options), ScalarStreams.Constant(window, values), [int.MaxValue]);
            var times = raster.Index().SelectMany(tick => tick.Item.Select(channel => (channel, tick.Index))).ToDictionary();
            for (var channel = 0; channel < values.Length; channel++)
            {
                double part = (double)values[channel] - minimum, whole = (double)maximum - minimum;
                var share = scale == LatencyScale.Linear ? part / whole : Math.Log(1 + part) / Math.Log(1 + whole);
                Assert.InRange(times[channel] - ((window - 1) * (1 - share)), -1.0, 1.0);
            }
        }
    }
}
