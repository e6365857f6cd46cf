using CsCheck;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors.Events;

public class EventSensorTests
{
    private static readonly EventSensorOptions Plain = new() { TickMicroseconds = 100 };
    private static readonly DvsEvent[] Stream = EventStreams.Random(10_000, 32, 24, 90);

    [Fact]
    public void Gives_every_event_and_ends_the_last_tick()
        => Assert.Equal([.. Stream, DvsEvent.TimeMark(Stream[^1].Microseconds + 100)], ReadAll(Open(Stream, Plain), [1_000]));

    [Fact]
    public void Any_size_of_read_gives_the_same_events()
        => Gen.Int[1, 3_000].Array[1, 6].Sample(
            sizes => Assert.Equal(ReadAll(Open(Stream, Plain), [500]), ReadAll(Open(Stream, Plain), sizes)), iter: 20);

    [Fact]
    public void Empty_recording_is_over_at_once_and_stays_over()
    {
        using var sensor = Open([], Plain);
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal(SensorStatus.EndOfStream, sensor.Read(new DvsEvent[10], out var count));
            Assert.Equal(0, count);
        }
    }

    [Fact]
    public void Filters_stand_in_the_order_given_and_what_they_drop_is_counted()
    {
        using var sensor = Open(Stream, Plain with { Filters = [EventFilters.Parse("roi:4,4,16,16"), EventFilters.Parse("roi:0,0,8,8")] });
        var kept = ReadAll(sensor, [777]).Where(one => !one.IsTimeMark).ToArray();
        Assert.Equal(
            Stream.Where(one => one.X is >= 4 and < 12 && one.Y is >= 4 and < 12).Select(one => one with { X = (ushort)(one.X - 4), Y = (ushort)(one.Y - 4) }),
            kept);
        Assert.Equal(Stream.Length - kept.Length, sensor.Filtered);
    }

    [Fact]
    public void Time_goes_on_where_filters_drop_everything()
    {
        var reader = new ArrayReader(Stream) { Portion = 100 };
        using var sensor = new EventSensor(reader, Plain with { Filters = [EventFilters.Parse("roi:500,500,2,2")] });
        var marks = ReadAll(sensor, [50]);
        Assert.All(marks, mark => Assert.True(mark.IsTimeMark));
        Assert.Equal(Enumerable.Range(1, 100).Select(portion => Stream[(100 * portion) - 1].Microseconds), marks[..^1].Select(mark => mark.Microseconds));
    }

    [Fact]
    public void Reading_allocates_nothing_after_the_first_read()
    {
        var room = new DvsEvent[300];
        var total = 0;
        var allocated = Allocated.Least(
            () =>
            {
                var sensor = Open(Stream, Plain with { Filters = [EventFilters.Parse("roi:4,4,16,16")] });
                sensor.Read(room, out _);
                return sensor;
            },
            sensor =>
            {
                while (sensor.Read(room, out var count) != SensorStatus.EndOfStream)
                    total += count;
            });
        Assert.Equal(0, allocated);
        Assert.NotEqual(0, total);
    }

    [Fact]
    public void Empty_destination_is_refused()
    {
        using var sensor = Open(Stream, Plain);
        Assert.Throws<ArgumentOutOfRangeException>(() => sensor.Read([], out _));
    }

    internal static List<DvsEvent> ReadAll(ISensor<DvsEvent> sensor, int[] sizes)
    {
        var events = new List<DvsEvent>();
        for (var turn = 0; ; turn++)
        {
            var room = new DvsEvent[sizes[turn % sizes.Length]];
            if (sensor.Read(room, out var count) == SensorStatus.EndOfStream)
                return events;
            events.AddRange(room[..count]);
        }
    }

    private static EventSensor Open(DvsEvent[] events, EventSensorOptions options) => new(new ArrayReader(events), options);
}
