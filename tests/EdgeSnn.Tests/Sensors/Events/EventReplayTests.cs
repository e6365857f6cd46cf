using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors.Events;

public class EventReplayTests
{
    private readonly ManualTime _time = new();
    private readonly DvsEvent[] _room = new DvsEvent[10_000];

    [Fact]
    public void Events_are_due_by_their_own_time_after_the_first()
    {
        using var replay = Open(At(5_000), At(5_300), At(5_301));
        Assert.Equal([At(5_000)], Read(replay));
        Assert.Equal(SensorStatus.Waiting, replay.Read(_room, out _));
        _time.Advance(TimeSpan.FromMicroseconds(299));
        Assert.Equal(SensorStatus.Waiting, replay.Read(_room, out _));
        _time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal([At(5_300)], Read(replay));
    }

    [Fact]
    public void Silence_is_told_by_time_marks_no_more_often_than_every_millisecond()
    {
        using var replay = Open(At(0), At(1_000_000));
        Read(replay);
        var marks = new List<long>();
        for (var step = 0; step < 9_999; step++)
        {
            _time.Advance(TimeSpan.FromMicroseconds(100));
            if (replay.Read(_room, out var count) == SensorStatus.Data)
                marks.AddRange(_room[..count].Select(one => one.IsTimeMark ? one.Microseconds : -1));
        }

        Assert.Equal(Enumerable.Range(1, 999).Select(millisecond => millisecond * 1000L), marks);
    }

    [Fact]
    public void Late_reads_catch_up_in_order()
    {
        var events = EventStreams.Random(5_000, 8, 8, 40);
        using var replay = Open(events);
        var got = new List<DvsEvent>(Read(replay));
        _time.Advance(TimeSpan.FromHours(1));
        while (got.Count < events.Length)
            got.AddRange(Read(replay));
        Assert.Equal(events, got);
    }

    [Fact]
    public void End_comes_with_the_closing_mark_and_stays()
    {
        using var replay = Open(At(0));
        Assert.Equal([At(0)], Read(replay));
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal([DvsEvent.TimeMark(100)], Read(replay));
        Assert.Equal(SensorStatus.EndOfStream, replay.Read(_room, out _));
        Assert.Equal(SensorStatus.EndOfStream, replay.Read(_room, out var count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var events = EventStreams.Random(20_000, 8, 8, 400);
        long total = 0;
        var allocated = Allocated.Least(
            () =>
            {
                var replay = Open(events);
                Read(replay);
                return replay;
            },
            replay =>
            {
                for (var step = 0; step < 1_000; step++)
                {
                    _time.Advance(TimeSpan.FromMicroseconds(700));
                    replay.Read(_room, out var count);
                    total += count;
                }
            });
        Assert.Equal(0, allocated);
        Assert.NotEqual(0, total);
    }

    private static DvsEvent At(long time) => new(time, 1, 2, 1);

    private DvsEvent[] Read(EventReplay replay)
    {
        Assert.Equal(SensorStatus.Data, replay.Read(_room, out var count));
        return _room[..count];
    }

    private EventReplay Open(params DvsEvent[] events)
        => new(new EventSensor(new ArrayReader(events), new EventSensorOptions { TickMicroseconds = 100 }), _time);
}
