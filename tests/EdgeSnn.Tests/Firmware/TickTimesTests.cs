using EdgeSnn.Firmware;

namespace EdgeSnn.Tests.Firmware;

public sealed class TickTimesTests
{
    [Fact]
    public void Percentiles_are_at_most_a_thirty_second_too_high()
    {
        var times = new TickTimes();
        for (var value = 1; value <= 100_000; value++)
            times.Record(value);
        foreach (var share in (double[])[0.01, 0.5, 0.9, 0.99])
            Assert.InRange(times.Percentile(share), share * 100_000, share * 100_000 * (1 + (1 / 32.0)));
        Assert.Equal(100_000, times.Percentile(1));
        Assert.Equal(100_000, times.MaxNanoseconds);
        Assert.Equal(100_000, times.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(long.MaxValue)]
    public void One_value_is_every_percentile(long value)
    {
        var times = new TickTimes();
        times.Record(value);
        Assert.Equal(value, times.Percentile(0.5));
    }

    [Fact]
    public void Nothing_recorded_is_zero() => Assert.Equal(0, new TickTimes().Percentile(0.5));
}
