using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events.Filters;

/// <summary>What each filter is for.</summary>
public class FilterPurposeTests
{
    [Fact]
    public void Region_counts_pixels_from_its_corner()
        => Assert.Equal([At(0, 0, 0), At(3, 3, 1)], Apply("roi:5,6,4,2", At(0, 5, 6), At(1, 4, 6), At(2, 9, 6), At(3, 8, 7), At(4, 8, 8)));

    [Fact]
    public void Polarities_are_selected_and_merged()
    {
        DvsEvent[] events = [At(0, 1, 1, 0), At(1, 1, 1, 1)];
        Assert.Equal([events[1]], Apply("on", events));
        Assert.Equal([events[0]], Apply("off", events));
        Assert.Equal([At(0, 1, 1, 1), At(1, 1, 1, 1)], Apply("merge", events));
    }

    [Fact]
    public void Refractory_period_counts_from_the_last_event_kept()
        => Assert.Equal([0L, 10, 20], Apply("refractory:10", At(0, 1, 1), At(6, 1, 1), At(10, 1, 1), At(19, 1, 1), At(20, 1, 1)).Select(one => one.Microseconds));

    [Fact]
    public void Refractory_pixels_know_nothing_of_each_other()
        => Assert.Equal(3, Apply("refractory:10", At(0, 1, 1), At(1, 2, 1), At(1, 1, 2)).Count);

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, -1)]
    [InlineData(1, -1)]
    [InlineData(-1, 0)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Noise_is_what_no_neighbor_supports_in_time(int right, int down)
    {
        Assert.Equal([At(9, 5 + right, 5 + down)], Apply("denoise:10", At(0, 5, 5), At(9, 5 + right, 5 + down)));
        Assert.Empty(Apply("denoise:10", At(0, 5, 5), At(10, 5 + right, 5 + down)));
        Assert.Empty(Apply("denoise:10", At(0, 5, 5), At(9, 5 + (2 * right), 5 + (2 * down))));
    }

    [Fact]
    public void Pixel_is_no_neighbor_of_itself_and_sides_of_the_sensor_do_not_touch()
    {
        Assert.Empty(Apply("denoise:10", At(0, 5, 5), At(1, 5, 5), At(2, 5, 5)));
        Assert.Empty(Apply("denoise:10", At(0, 23, 5), At(1, 0, 6), At(2, 23, 7), At(3, 0, 8)));
    }

    [Fact]
    public void Cells_give_an_event_for_as_many_as_asked_and_polarities_cancel()
    {
        Assert.Equal([At(2, 1, 0), At(5, 1, 0)], Apply("down:4,3", [.. Enumerable.Range(0, 8).Select(index => At(index, 4 + (index % 4), index % 4))]));
        Assert.Equal([At(4, 0, 0, 0)], Apply("down:2,2", At(0, 0, 0, 1), At(1, 1, 0, 0), At(2, 0, 1, 0), At(3, 1, 1, 1), At(3, 0, 0, 0), At(4, 0, 0, 0)));
    }

    [Fact]
    public void Hot_pixel_is_masked_after_one_window_and_comes_back_when_it_calms_down()
    {
        // 1 kHz at one pixel for a second, then 10 Hz; everywhere else now and then an event.
        var events = new List<DvsEvent>();
        for (var millisecond = 0; millisecond < 3_000; millisecond++)
        {
            if (millisecond < 1_000 || millisecond % 100 == 0)
                events.Add(At(millisecond * 1000, 7, 7));
            events.Add(At((millisecond * 1000) + 500, millisecond % 24, millisecond / 24 % 18));
        }

        var kept = Apply("hot:100,200", [.. events]).Where(one => (one.X, one.Y, one.Microseconds % 1000) == (7, 7, 0)).ToList();
        Assert.Equal(200, kept.Count(one => one.Microseconds < 1_000_000));
        Assert.Equal(18, kept.Count(one => one.Microseconds >= 1_200_000));
    }

    [Fact]
    public void Busy_neighborhood_is_a_scene_and_stays()
    {
        DvsEvent[] events = [.. Enumerable.Range(0, 40_000).Select(index => At(index * 25, 4 + (index % 5), 4 + (index / 5 % 5)))];
        Assert.Equal(events.Length, Apply("hot:100,100", events).Count);
    }

    [Fact]
    public void Rate_is_capped_and_a_burst_passes()
    {
        // 100 kHz for a second, of which 10 kHz and a burst of 500 may pass.
        DvsEvent[] events = [.. Enumerable.Range(0, 100_000).Select(index => At(index * 10, 1, 1))];
        Assert.InRange(Apply("rate:10000,500", events).Count, 10_499, 10_501);
        Assert.Equal(500, Apply("rate:1,500", [.. Enumerable.Repeat(At(0, 1, 1), 1_000)]).Count);
        Assert.Equal(1_000, Apply("rate:1000,1", [.. Enumerable.Range(0, 1_000).Select(index => At(index * 1000, 1, 1))]).Count);
    }

    private static DvsEvent At(long time, int x, int y, int polarity = 1) => new(time, (ushort)x, (ushort)y, (byte)polarity);

    private static List<DvsEvent> Apply(string filter, params DvsEvent[] events)
        => EventFilterTests.Apply(EventFilterTests.Create(filter), events, [events.Length]);
}
