using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Prophesee;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class PropheseeRoundTripTests
{
    private const long HalfHour = 1_800_000_000;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var format in Decoding.Prophesee)
        {
            foreach (var longestChunk in new[] { 1, 7, 100, 5_000, 1 << 20 })
                cases.Add(format, longestChunk);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_decode_equal_for_any_chunking_across_every_wrap(string format, int longestChunk)
    {
        var events = SyntheticEvents.Create(seed: 11, bursts: 9_000, HalfHour);
        Assert.True(events[^1].Microseconds > 2 * (1L << 34), "the stream is to wrap 34 bits twice");
        var bytes = Decoding.Write(format, events, SyntheticEvents.Geometry);
        var decoder = Decoding.Decoder(format);
        Assert.Equal(events, Decoding.InPieces(decoder, bytes, longestChunk, seed: longestChunk));
        Assert.Equal(events.Length, decoder.Counters.Events);
        Assert.Equal(SyntheticEvents.Geometry, decoder.Geometry);
        Assert.Equal((0, 0, 0, 0, 0), Faults(decoder.Counters));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_orders_of_evt21_words_are_told_without_the_headers_help(bool isLegacy)
    {
        var events = SyntheticEvents.Create(seed: 5, bursts: 2_000, longestGap: 100_000);
        var stream = new MemoryStream();
        var writer = new Evt21Writer(stream, default, isLegacy);
        writer.Write(events);
        writer.Finish();
        var bytes = stream.ToArray();
        var payload = bytes.AsSpan(bytes.AsSpan().IndexOf("% end\n"u8) + 6);
        Assert.Equal(events, Decoding.InPieces(Decoding.Decoder("evt21"), bytes, 1_000, seed: 1));
        Assert.Equal(events, Decoding.InPieces(Decoding.Decoder("evt21"), payload, 1_000, seed: 1));

        // From the middle on: what comes before the next TIME_HIGH is lost and counted, the rest is right.
        var middle = Decoding.Decoder("evt21");
        var rest = Decoding.InPieces(middle, payload[(payload.Length / 16 * 8)..], 1_000, seed: 1);
        Assert.Equal(events[^rest.Count..], rest);
        Assert.InRange(rest.Count, events.Length / 4, events.Length);
        Assert.True(middle.Counters.BeforeTimeBase > 0);
    }

    [Theory]
    [InlineData("evt3", 1L << 24)]
    [InlineData("evt2", 1L << 34)]
    [InlineData("evt21", 1L << 34)]
    [InlineData("evt4", 1L << 34)]
    [InlineData("dat", 1L << 32)]
    public void Unix_time_keeps_its_differences_and_loses_whole_wraps(string format, long wrap)
    {
        const long start = 1_700_000_000_000_000;
        DvsEvent[] events = [new(start, 1, 2, 1), new(start + 5_000_000, 3, 4, 0)];
        var decoded = Decoding.InPieces(Decoding.Decoder(format), Decoding.Write(format, events, default), 64, seed: 1);
        Assert.Equal(events.Select(one => one with { Microseconds = one.Microseconds - (start / wrap * wrap) }), decoded);
    }

    [Theory]
    [InlineData("evt2")]
    [InlineData("evt21")]
    [InlineData("evt3")]
    [InlineData("evt4")]
    [InlineData("dat")]
    public void Writers_refuse_what_their_format_cannot_hold(string format)
    {
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(0, 20_000, 0, 0)], default));
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(0, 0, 20_000, 0)], default));
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(0, 0, 0, 2)], default));
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(9, 0, 0, 0), new(8, 0, 0, 0)], default));
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(-1, 0, 0, 0)], default));
    }

    [Theory]
    [InlineData("evt2")]
    [InlineData("evt21")]
    [InlineData("evt3")]
    [InlineData("evt4")]
    [InlineData("dat")]
    public void A_recording_without_events_is_whole(string format)
    {
        var decoder = Decoding.Decoder(format);
        Assert.Empty(Decoding.InPieces(decoder, Decoding.Write(format, [], new(640, 480)), 5, seed: 2));
        Assert.Equal(new EventGeometry(640, 480), decoder.Geometry);
        Assert.Equal((0, 0, 0, 0, 0), Faults(decoder.Counters));
    }

    private static (long, long, long, long, long) Faults(EventCounters counters)
        => (counters.Regressions, counters.OutOfRange, counters.Unknown, counters.BeforeTimeBase, counters.DamagedBytes);
}
