using CsCheck;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors.Events.Filters;

/// <summary>What every filter of the catalog keeps, and what each is for.</summary>
public class EventFilterTests
{
    private static readonly EventGeometry Sensor = new(24, 18);

    // Wider than the sensor: some events lie beside it.
    private static readonly DvsEvent[] Stream = WithMarks(EventStreams.Random(6_000, 26, 18, 400));

    private static readonly string[] Texts =
    [
        "roi:3,2,10,9", "on", "off", "merge", "hot:50,100", "refractory:700", "denoise:300", "down:2,1", "down:4,3", "rate:20000,5",
    ];

    public static TheoryData<string> Filters() => new(Texts);

    [Fact]
    public void Every_filter_is_tested_here()
        => Assert.Equal(EventFilters.All.Select(entry => entry.Name), Texts.Select(text => text.Split(':')[0]).Distinct());

    [Theory]
    [MemberData(nameof(Filters))]
    public void Any_split_gives_the_same_events(string filter)
    {
        var whole = Apply(Create(filter), Stream, [Stream.Length]);
        Gen.Int[0, 900].Array[1, 6].Where(sizes => sizes.Any(size => size > 0))
            .Sample(sizes => Assert.Equal(whole, Apply(Create(filter), Stream, sizes)), iter: 20);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void What_is_kept_and_what_is_dropped_are_all_events(string filter)
    {
        var made = Create(filter);
        var kept = Apply(made, Stream, [777]);
        Assert.Equal(Stream.Length, kept.Count + made.Dropped);
        Assert.Equal(Stream.Count(one => one.IsTimeMark), kept.Count(one => one.IsTimeMark));
        // Something happens, and something is left.
        Assert.NotEqual(Stream, kept);
        Assert.InRange(kept.Count(one => !one.IsTimeMark), 50, Stream.Length);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Order_and_times_are_kept_and_pixels_lie_on_the_sensor_behind_the_filter(string filter)
    {
        var made = Create(filter);
        var kept = Apply(made, Stream, [100]);
        Assert.True(kept.Zip(kept.Skip(1)).All(pair => pair.First.Microseconds <= pair.Second.Microseconds));
        if (!filter.StartsWith("rate", StringComparison.Ordinal) && filter is not ("on" or "off" or "merge"))
            Assert.All(kept.Where(one => !one.IsTimeMark), one => Assert.True(one.X < made.Geometry.Width && one.Y < made.Geometry.Height));
        var times = new Queue<long>(Stream.Select(one => one.Microseconds));
        foreach (var one in kept)
        {
            while (times.Dequeue() != one.Microseconds)
            {
            }
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Reset_is_as_good_as_new(string filter)
    {
        var made = Create(filter);
        var first = Apply(made, Stream, [500]);
        made.Reset();
        Assert.Equal(0, made.Dropped);
        Assert.Equal(first, Apply(made, Stream, [500]));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Filtering_allocates_nothing(string filter)
    {
        var made = Create(filter);
        var room = (DvsEvent[])Stream.Clone();
        made.Apply(room.AsSpan(0, 100));
        var kept = 0;
        var allocated = Allocated.Least(
            () =>
            {
                made.Reset();
                Stream.CopyTo(room, 0);
                return room;
            },
            events => kept = made.Apply(events));
        Assert.Equal(0, allocated);
        Assert.NotEqual(0, kept);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Extreme_times_and_pixels_are_survived(string filter)
    {
        long[] times = [long.MinValue, long.MinValue + 1, -1, 0, 1, long.MaxValue - 1, long.MaxValue];
        DvsEvent[] events = [.. times.SelectMany(time => new DvsEvent[]
        {
            new(time, 0, 0, 1), new(time, 23, 17, 0), new(time, 24, 18, 1), new(time, ushort.MaxValue, ushort.MaxValue, 1), DvsEvent.TimeMark(time),
        })];
        var made = Create(filter);
        Assert.Equal(events.Length, Apply(made, events, [3]).Count + made.Dropped);
    }

    [Theory]
    [InlineData("hot")]
    [InlineData("refractory:5")]
    [InlineData("denoise")]
    [InlineData("down:2")]
    public void Filters_with_memory_per_pixel_need_the_size_of_the_sensor(string filter)
    {
        var request = EventFilters.Parse(filter);
        Assert.Throws<ArgumentException>(() => request.Create(default));
        Assert.Throws<ArgumentException>(() => request.Create(new EventGeometry(65_536, 65_536)));
        var chain = new EventFilterChain([EventFilters.Parse("roi:0,0,8,8"), request], default);
        Assert.Equal(2, chain.Filters.Count);
    }

    [Theory]
    [InlineData("down:4,2", "down:4,events=2")]
    [InlineData("down:4,2", "down:events=2,factor=4")]
    [InlineData("denoise:3000", "denoise:us=3000")]
    [InlineData("denoise:5000", "denoise")]
    [InlineData("hot:100,500", "hot:hz=100,ms=500")]
    [InlineData("hot:100,500", "hot:ms=500")]
    public void Values_of_filters_may_be_named(string inOrder, string named) =>
        Assert.Equal(EventFilters.Parse(inOrder).Values, EventFilters.Parse(named).Values);

    [Theory]
    [InlineData("down:4,evnts=2", "no value is called 'evnts'")]
    [InlineData("down:4,factor=2", "factor twice")]
    [InlineData("down:events=2", "no factor")]
    [InlineData("denoise:us=x", "us is 'x'")]
    public void What_is_wrong_with_a_filter_is_said(string filter, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => EventFilters.Parse(filter)).Message, StringComparison.Ordinal);

    internal static List<DvsEvent> Apply(IEventFilter filter, DvsEvent[] stream, int[] sizes)
    {
        var kept = new List<DvsEvent>();
        var next = 0;
        for (var turn = 0; next < stream.Length; turn++)
        {
            var chunk = stream.AsSpan(next, Math.Min(sizes[turn % sizes.Length], stream.Length - next)).ToArray();
            next += chunk.Length;
            kept.AddRange(chunk[..filter.Apply(chunk)]);
        }

        return kept;
    }

    internal static IEventFilter Create(string filter) => EventFilters.Parse(filter).Create(Sensor);

    private static DvsEvent[] WithMarks(DvsEvent[] events)
        => [.. events.SelectMany((one, index) => index % 100 == 0 ? [one, DvsEvent.TimeMark(one.Microseconds)] : new[] { one })];
}
