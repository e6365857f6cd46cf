using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Sensors;

public class GaussianPopulationEncoderTests : SampledEncoderContract<int>
{
    private static readonly GaussianPopulationOptions Options = new() { Input = new(5, 0, 255) };

    protected override int[] Stream { get; } = ScalarStreams.Random(5 * 400);

    protected override IEncoder<int> Create() => new GaussianPopulationEncoder(Options);

    [Fact]
    public void Neuron_at_the_value_spikes_first_and_its_neighbors_alike()
    {
        // Centers at -50, 50, 150, 250, 350 of the range 0 .. 300.
        var options = new GaussianPopulationOptions { Input = new(1, 0, 300), Neurons = 5, WidthPercent = 100, WindowTicks = 101 };
        var times = Times(options, 150);
        Assert.Equal(0, times[2]);
        Assert.Equal(times[1], times[3]);
        // exp(-1/2) = 0.607, exp(-2) = 0.135.
        Assert.Equal((39, 86), (times[1], times[0]));
    }

    [Fact]
    public void Neurons_far_from_the_value_stay_silent()
    {
        var options = new GaussianPopulationOptions { Input = new(1, 0, 300), Neurons = 5, WindowTicks = 10 };
        Assert.Equal([1, 2], Times(options, 100).Keys.Order());
    }

    [Theory]
    [InlineData(0, 255, 8, 67, 200)]
    [InlineData(-1000, 1000, 16, 150, 1000)]
    [InlineData(-(1 << 30), 1 << 30, 256, 1000, 65536)]
    public void Times_equal_the_real_equation(int minimum, int maximum, int neurons, int widthPercent, int window)
    {
        var options = new GaussianPopulationOptions
        {
            Input = new(1, minimum, maximum), Neurons = neurons, WidthPercent = widthPercent, WindowTicks = window, MinActivation = 1,
        };
        var random = new Random(5);
        for (var trial = 0; trial < 5; trial++)
        {
            var value = random.Next(minimum, maximum);
            var spacing = ((double)maximum - minimum) / (neurons - 2);
            foreach (var (neuron, time) in Times(options, value))
            {
                var center = minimum + (((2 * neuron) - 1) / 2.0 * spacing);
                var z = (value - center) / (spacing * widthPercent / 100.0);
                // The table has 64 steps per deviation, so z is off by 1/128 and the activation by 0.0048 at most.
                Assert.InRange(time - ((window - 1) * (1 - Math.Exp(-z * z / 2))), -0.0049 * window - 1, 0.0049 * window + 1);
            }
        }
    }

    private static Dictionary<int, int> Times(GaussianPopulationOptions options, int value)
        => Raster(new GaussianPopulationEncoder(options), ScalarStreams.Constant(options.WindowTicks, value), [1_000_000])
            .Index().SelectMany(tick => tick.Item.Select(channel => (channel, tick.Index))).ToDictionary();
}
