using EdgeSnn.Firmware.RealTime;

namespace EdgeSnn.Tests.Firmware;

public sealed class ArrivalGridTests
{
    private const int Rate = 16000;
    private const long Frequency = 1_000_000_000;
    private const int Chunk = 160;

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.0001)]
    [InlineData(0.9999)]
    public void A_sensor_with_another_clock_is_not_ever_later_and_a_delay_shows(double speed)
    {
        var random = new Random(3);
        var grid = new ArrivalGrid(Rate, Frequency);
        var worst = 0L;
        for (var chunk = 1L; chunk <= 360_000; chunk++)
        {
            var ideal = 5_000_000_000 + (long)(chunk * Chunk * (Frequency / (double)Rate) * speed);
            // Up to half a millisecond of the machine's own; now and then 20 ms.
            var delay = chunk % 1000 == 0 ? 20_000_000 : random.Next(500_000);
            var late = ideal + delay - grid.Due(chunk * Chunk, ideal + delay);
            Assert.True(late >= 0);
            if (chunk % 1000 == 0)
                Assert.InRange(late, 19_000_000, 21_000_000);
            else if (chunk > 1000)
                worst = Math.Max(worst, late);
        }

        Assert.InRange(worst, 400_000, 2_000_000);
    }

    [Fact]
    public void A_gap_in_the_stream_begins_the_grid_anew()
    {
        var grid = new ArrivalGrid(Rate, Frequency);
        grid.Due(Chunk, 10_000_000);
        Assert.Equal(10_000_000_000, grid.Due(2 * Chunk, 10_000_000_000));
        Assert.Equal(10_010_000_000, grid.Due(3 * Chunk, 10_015_000_000), 10_000.0);
    }

    [Fact]
    public void Samples_lost_in_an_overrun_make_what_follows_late_for_a_second_only()
    {
        const long lost = 400_000_000;
        var grid = new ArrivalGrid(Rate, Frequency);
        for (var chunk = 1L; chunk <= 3000; chunk++)
        {
            var arrival = 5_000_000_000 + (chunk * 10_000_000) + (chunk > 1000 ? lost : 0);
            var late = arrival - grid.Due(chunk * Chunk, arrival);
            if (chunk is <= 1000 or > 1202)
                Assert.InRange(late, 0, 1_000_000);
        }
    }
}
