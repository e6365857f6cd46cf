using CsCheck;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors;

public class EventGridEncoderTests : EncoderContract<DvsEvent>
{
    private static readonly EventGridOptions Counting = new() { Width = 8, Height = 6, Pool = 2, MaxPerTick = 3, TickMicroseconds = 500 };
    private static readonly EventGridOptions Plain = new() { Width = 4, Height = 3, TickMicroseconds = 100 };

    protected override bool Repeats => true;

    // Bursts and silences, some of them longer than a tick.
    protected override DvsEvent[] Stream { get; } = EventStreams.Random(2_000, 20, 14, 700);

    protected override IEncoder<DvsEvent> Create() => new EventGridEncoder(Counting);

    [Fact]
    public void Channels_go_by_row_then_column_then_polarity_with_ON_last()
    {
        int[] channels = [Channel(0, 0, 0), Channel(0, 0, 1), Channel(1, 0, 0), Channel(0, 1, 0), Channel(3, 2, 1)];
        Assert.Equal([0, 1, 2, 8, 23], channels);

        static int Channel(int x, int y, int polarity)
            => Ticks(Plain, new DvsEvent(0, (ushort)x, (ushort)y, (byte)polarity))[0].Single();
    }

    [Fact]
    public void One_channel_for_both_polarities()
        => Assert.Equal([[6]], Ticks(Plain with { PolarityChannels = 1 }, At(0, 2, 1, 0), At(5, 2, 1, 1)));

    [Fact]
    public void Binary_mode_gives_one_spike_and_count_mode_as_many_as_events_up_to_its_most()
    {
        DvsEvent[] events = [.. Enumerable.Range(0, 5).Select(time => At(time, 1, 0, 0))];
        Assert.Equal([[2]], Ticks(Plain, events));
        Assert.Equal([[2, 2, 2]], Ticks(Plain with { MaxPerTick = 3 }, events));
        Assert.Equal([[2, 2, 2, 2, 2]], Ticks(Plain with { MaxPerTick = 255 }, events));
    }

    [Fact]
    public void Cells_pool_their_pixels()
        => Assert.Equal([[1, 1, 3]], Ticks(Plain with { Pool = 4, MaxPerTick = 9 }, At(0, 0, 0, 1), At(1, 3, 3, 1), At(2, 4, 3, 1)));

    [Fact]
    public void Grid_lies_in_the_middle_of_a_larger_sensor()
    {
        var encoder = new EventGridEncoder(Plain with { SensorWidth = 10, SensorHeight = 6 });
        // (10 - 4) / 2 columns and (6 - 3) / 2 rows lie before it.
        Assert.Equal([[0, 22]], Ticks(encoder, At(0, 3, 1, 0), At(1, 6, 3, 0), At(2, 2, 1, 0), At(3, 7, 3, 0), At(4, 3, 4, 0), At(5, 3, 0, 0)));
        Assert.Equal((2, 4), (encoder.Events, encoder.OutOfRange));
    }

    [Fact]
    public void Sensor_smaller_than_the_grid_ends_where_it_ends()
        => Assert.Equal([[0]], Ticks(Plain with { SensorWidth = 2, SensorHeight = 2 }, At(0, 0, 0, 0), At(0, 2, 0, 0), At(0, 0, 2, 0)));

    [Fact]
    public void Ticks_begin_with_the_first_event_and_an_event_at_their_end_belongs_to_the_next()
        => Assert.Equal([[0], [2]], Ticks(Plain, At(1_000_099, 0, 0, 0), At(1_000_198, 0, 0, 0), At(1_000_199, 1, 0, 0)));

    [Fact]
    public void Silence_gives_empty_ticks()
        => Assert.Equal([[0], [], [], [2]], Ticks(Plain, At(0, 0, 0, 0), At(399, 1, 0, 0)));

    [Fact]
    public void Time_marks_move_ticks_and_carry_no_pixel()
    {
        var encoder = new EventGridEncoder(Plain);
        var spikes = new SpikeList(encoder.MostSpikesPerTick);
        DvsEvent[] stream = [DvsEvent.TimeMark(-50), At(20, 0, 0, 0), DvsEvent.TimeMark(149), DvsEvent.TimeMark(150)];
        Assert.Equal(2, encoder.Encode(stream, spikes, out var complete));
        Assert.Equal((true, 1), (complete, spikes.Count));
        Assert.Equal(1, encoder.Encode(stream.AsSpan(2), spikes, out complete));
        Assert.Equal((true, 0), (complete, spikes.Count));
        Assert.Equal(1, encoder.Encode(stream.AsSpan(3), spikes, out complete));
        Assert.False(complete);
        Assert.Equal((1, 0), (encoder.Events, encoder.OutOfRange));
    }

    [Fact]
    public void Events_from_before_the_tick_are_taken_in_it_and_counted()
    {
        var encoder = new EventGridEncoder(Plain);
        Assert.Equal([[0], [2, 4]], Ticks(encoder, At(0, 0, 0, 0), At(150, 1, 0, 0), At(99, 2, 0, 0)));
        Assert.Equal(1, encoder.Late);
    }

    [Fact]
    public void Merged_events_are_counted()
    {
        var encoder = new EventGridEncoder(Plain with { MaxPerTick = 2 });
        Ticks(encoder, [.. Enumerable.Repeat(At(0, 0, 0, 0), 7)]);
        Assert.Equal((7, 5), (encoder.Events, encoder.Merged));
    }

    [Fact]
    public void Jump_of_the_clock_costs_one_tick_and_is_counted()
    {
        var encoder = new EventGridEncoder(Plain);
        Assert.Equal([[0], [2]], Ticks(encoder, At(0, 0, 0, 0), At(1L << 61, 1, 0, 0)));
        Assert.Equal(1, encoder.Jumps);
    }

    [Fact]
    public void Impossible_times_are_dropped_and_counted()
    {
        var encoder = new EventGridEncoder(Plain);
        Assert.Equal(
            [[0], [2]],
            Ticks(encoder, At(long.MaxValue, 0, 0, 0), At(long.MinValue, 0, 0, 0), At(long.MaxValue, 3, 0, 0), At(50, 1, 0, 0), At(long.MinValue, 1, 0, 0)));
        Assert.Equal((2, 1), (encoder.OutOfRange, encoder.Late));
    }

    [Fact]
    public void Every_event_is_a_spike_or_counted()
        => Gen.Select(Gen.Int[0, 1_000], Gen.Int[1, 3], Gen.Int[0, 1], Gen.Int[0, 2]).Sample((seed, most, polarities, shift) =>
        {
            var options = Plain with { MaxPerTick = most, PolarityChannels = 1 + polarities, Pool = 1 << shift };
            var encoder = new EventGridEncoder(options);
            var events = EventStreams.Random(500, 20, 14, 60, (uint)seed);
            var spikes = Ticks(encoder, events).Sum(tick => tick.Length);
            Assert.Equal(events.Length, encoder.Events + encoder.OutOfRange);
            Assert.Equal(encoder.Events, spikes + encoder.Merged);
        });

    /// <summary>The imported networks were trained on frames in which ON is the second channel.</summary>
    [SkippableFact]
    public void Polarity_order_is_that_of_the_published_digits()
    {
        var folder = SharedData.Folder("events/nmnist/train");
        // The first saccade moves up: over all digits ON events lie well above OFF events, as they do in the published input.
        var rows = new double[2];
        var counts = new double[2];
        foreach (var file in Directory.GetFiles(folder, "0000*.bin", SearchOption.AllDirectories))
        {
            foreach (var tick in Ticks(new EventGridOptions { Width = 34, Height = 34, MaxPerTick = 255 }, EventStreams.ReadAtis(file)).Take(100))
            {
                foreach (var channel in tick)
                {
                    rows[channel & 1] += channel / (2 * 34);
                    counts[channel & 1]++;
                }
            }
        }

        Assert.InRange((rows[1] / counts[1]) - (rows[0] / counts[0]), -5, -2.5);
    }

    private static DvsEvent At(long time, int x, int y, int polarity) => new(time, (ushort)x, (ushort)y, (byte)polarity);

    private static List<int[]> Ticks(EventGridOptions options, params DvsEvent[] events) => Ticks(new EventGridEncoder(options), events);

    /// <summary>Every tick that has begun, the last one ended by a time mark.</summary>
    private static List<int[]> Ticks(EventGridEncoder encoder, params DvsEvent[] events)
        => Raster(encoder, [.. events, DvsEvent.TimeMark(Latest(events) + encoder.Options.TickMicroseconds)], [events.Length + 1]);

    private static long Latest(DvsEvent[] events) => events.Where(one => one.Microseconds < long.MaxValue).Max(one => one.Microseconds);
}
