using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Tests.Sensors.Events.Live;

public class LiveEventReaderTests
{
    private static readonly DvsEvent[] _first = [new(1000, 3, 4, 1), new(2000, 5, 6, 0)];

    [Fact]
    public void A_silent_source_gives_time_marks_that_rise()
    {
        var events = Read(Stream(_first), 50, 50);
        Assert.Equal(_first, events.Where(one => !one.IsTimeMark));
        var marks = events.Where(one => one.IsTimeMark).Select(one => one.Microseconds).ToArray();
        Assert.True(marks.Length >= 2);
        Assert.Equal(marks.Order(), marks);
        // A hundred milliseconds of silence, less the lag, and the milliseconds that the calls took.
        Assert.InRange(marks[^1], 2000 + 85_000, 2000 + 110_000);
    }

    [Fact]
    public void Before_the_first_event_there_is_no_time_to_mark() =>
        Assert.Equal(_first, Read(500, 500, Stream(_first)).Where(one => true).Take(2));

    [Fact]
    public void A_source_that_is_lost_is_opened_again_and_its_clock_goes_on()
    {
        var time = new ManualTime();
        // Its second life counts from 0 again.
        var link = new ScriptedLink(time, "npy", Stream(_first), 20, "lose", "refuse", Stream([new(10, 1, 1, 1), new(30, 2, 2, 1)]));
        using var reader = new LiveEventReader(link, time, link.Over.Token);
        var events = ReadAll(reader, time);
        Assert.Equal(3, link.Opened);
        Assert.Equal((2, 2), (reader.Connections, reader.Losses));
        Assert.Contains("nobody there", reader.LastLoss, StringComparison.Ordinal);
        Assert.Equal(events.Select(one => one.Microseconds).Order(), events.Select(one => one.Microseconds));
        var pixels = events.Where(one => !one.IsTimeMark).ToArray();
        Assert.Equal([3, 5, 1, 2], pixels.Select(one => (int)one.X));
        Assert.Equal(20, pixels[3].Microseconds - pixels[2].Microseconds);
        // It came back after 0.1 s and then 0.2 s.
        Assert.InRange(pixels[2].Microseconds, 2000 + 300_000, 2000 + 500_000);
        Assert.Equal(4, reader.Counters.Events);
    }

    [Fact]
    public void A_source_that_counts_from_1970_goes_on_as_it_was()
    {
        const long now = 1_700_000_000_000_000;
        var events = Read(Stream([new(now, 1, 1, 1)]), "lose", Stream([new(now + 700_000, 2, 2, 1)])).Where(one => !one.IsTimeMark).ToArray();
        Assert.Equal([now, now + 700_000], events.Select(one => one.Microseconds));
    }

    [Fact]
    public void Damage_counts_as_a_loss() => Assert.Equal(_first, Read(new byte[64], Stream(_first)).Where(one => !one.IsTimeMark));

    private static DvsEvent[] Read(params object?[] script)
    {
        var time = new ManualTime();
        var link = new ScriptedLink(time, "npy", script);
        using var reader = new LiveEventReader(link, time, link.Over.Token);
        return ReadAll(reader, time);
    }

    private static DvsEvent[] ReadAll(LiveEventReader reader, ManualTime time)
    {
        var events = new List<DvsEvent>();
        var buffer = new DvsEvent[64];
        // The pauses between attempts pass by this clock, which a test has to move.
        using var clock = new Timer(_ => time.Advance(TimeSpan.FromMilliseconds(20)), null, 0, 1);
        for (int count; (count = reader.Read(buffer)) > 0;) events.AddRange(buffer[..count]);
        return [.. events];
    }

    private static byte[] Stream(DvsEvent[] events)
    {
        using var file = new MemoryStream();
        var writer = EventFormats.All.Single(one => one.Name == "npy").CreateWriter!(file, new EventGeometry(16, 16));
        writer.Write(events);
        writer.Finish();
        return file.ToArray();
    }
}
