using EdgeSnn.Firmware.Pictures;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Firmware.Pictures;

public sealed class PictureTests
{
    [Fact]
    public void A_sensor_of_unknown_size_grows_and_then_joins_pixels_without_losing_an_event()
    {
        var random = new Random(4);
        var counts = new EventCounts(default);
        var (on, off) = (0, 0);
        foreach (var largest in (int[])[10, 63, 64, 500, 2047, 2048, 9_000, 65_535])
        {
            for (var i = 0; i < 300; i++)
            {
                var one = new DvsEvent(i, (ushort)random.Next(largest + 1), (ushort)random.Next((largest / 2) + 1), (byte)random.Next(2));
                counts.Add([one, DvsEvent.TimeMark(i)]);
                (on, off) = (on + one.Polarity, off + 1 - one.Polarity);
            }

            Assert.InRange(counts.Width, 1, EventCounts.LargestSide);
            Assert.Equal((on, off), Sums(counts));
        }

        Assert.Equal((on, off), Sums(counts.Resized(17, 9)));
        Assert.InRange(counts.Extent.Width, 60_000, 65_536);
    }

    [Fact]
    public void The_largest_sensor_takes_no_more_memory_than_its_picture()
    {
        var counts = new EventCounts(new EventGeometry(65_536, 65_536));
        counts.Add([new DvsEvent(0, ushort.MaxValue, ushort.MaxValue, 1), new DvsEvent(0, 0, 0, 0)]);
        Assert.Equal((EventCounts.LargestSide, EventCounts.LargestSide), (counts.Width, counts.Height));
        Assert.Equal((1, 1), (counts.On(counts.Width - 1, counts.Height - 1), counts.Off(0, 0)));
    }

    [Fact]
    public void Bins_of_a_rate_double_and_keep_every_event()
    {
        var random = new Random(8);
        var curve = new RateCurve();
        var time = 1_700_000_000_000_000L;
        var events = 0;
        for (; events < 20_000; events++)
        {
            time += events % 5_000 == 4_999 ? random.NextInt64(1L << (events / 400)) : random.Next(300);
            curve.Add([new DvsEvent(time, 0, 0, (byte)(events & 1))]);
        }

        Assert.InRange(curve.Bins.Count, 1, 1024);
        Assert.Equal((events / 2, events / 2), (curve.Bins.Sum(bin => bin.On), curve.Bins.Sum(bin => bin.Off)));
        Assert.InRange(curve.End - curve.Start, (curve.Bins.Count - 1) * curve.BinMicroseconds, (curve.Bins.Count * curve.BinMicroseconds) - 1);
    }

    [Fact]
    public void A_million_bins_are_a_million_rates()
    {
        var curve = new RateCurve(1);
        curve.Add([new DvsEvent(5, 0, 0, 1), new DvsEvent(5 + RateCurve.MostBins - 1, 0, 0, 1)]);
        var rates = curve.Rates(RateCurve.MostBins);
        Assert.Equal((RateCurve.MostBins, 2), (rates.Length, rates.Count(rate => rate == 1e6)));
    }

    [Fact]
    public void A_steady_rate_is_a_flat_curve_up_to_its_end()
    {
        var curve = new RateCurve();
        for (var i = 0; i < 50_001; i++)
            curve.Add([new DvsEvent(i * 20L, 0, 0, 1)]);
        Assert.All(curve.Rates(70), rate => Assert.InRange(rate, 49_000, 51_000));
    }

    [Theory]
    [InlineData(9_000, null, 60, 150)]
    [InlineData(2_000_000, null, 60, 33_333)]
    [InlineData(3_600_000_000, null, 600, 6_000_000)]
    [InlineData(1_000_000, 0.5, 60, 16_666)]
    [InlineData(0, null, 60, 0)]
    public void Frames_suit_the_length_or_the_speed(long microseconds, double? speed, int frames, double frameMicroseconds)
    {
        var plan = PlayPlan.Of(microseconds, 30, speed);
        Assert.Equal(frames, plan.Frames);
        Assert.InRange(plan.FrameMicroseconds, frameMicroseconds, frameMicroseconds + 1);
        Assert.Equal((0, frames - 1), (plan.FrameOf(0), plan.FrameOf(Math.Max(1, microseconds))));
    }

    [Fact]
    public void Text_is_densest_where_most_events_are()
    {
        var counts = new EventCounts(new EventGeometry(4, 4));
        counts.Add([.. Enumerable.Range(0, 100).Select(i => new DvsEvent(i, 3, 2, 1)), new DvsEvent(100, 0, 0, 0)]);
        var lines = TerminalPicture.Fit(counts, 4, 2).Lines();
        Assert.Equal([".   ", "   @"], lines);
    }

    private static (int On, int Off) Sums(EventCounts counts)
    {
        var (on, off) = (0, 0);
        for (var y = 0; y < counts.Height; y++)
        {
            for (var x = 0; x < counts.Width; x++)
                (on, off) = (on + counts.On(x, y), off + counts.Off(x, y));
        }

        return (on, off);
    }
}
