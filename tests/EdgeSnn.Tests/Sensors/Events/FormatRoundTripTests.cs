using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Aedat;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class FormatRoundTripTests
{
    private static readonly EventGeometry Sensor = new(240, 180);
    private static readonly string[] Records = ["aedat2", "aedat3", "aedat4", "es", "bin", "npy", "csv"];

    public static TheoryData<string, int> Chunks()
    {
        var cases = new TheoryData<string, int>();
        foreach (var format in Records)
        {
            foreach (var longestChunk in new[] { 1, 7, 100, 5_000, 1 << 20 })
                cases.Add(format, longestChunk);
        }

        return cases;
    }

    public static TheoryData<string> Names() => [.. Records];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Events_decode_equal_for_any_chunking_across_every_wrap(string format, int longestChunk)
    {
        // Event Stream fills time with a byte per 127 us; the others' clocks are of 23, 31 and 32 bits.
        var events = Create(seed: 11, bursts: 4_000, longestGap: format == "es" ? 1_000_000 : 1_800_000_000);
        Assert.True(format == "es" || events[^1].Microseconds > 2 * (1L << 32), "the stream is to wrap 32 bits twice");
        var decoder = Decoding.Decoder(format);
        var decoded = Decoding.InPieces(decoder, Decoding.Write(format, events, Sensor), longestChunk, seed: longestChunk);
        Assert.Equal(events, decoded);
        Assert.Equal(format is "npy" or "csv" or "bin" ? default : Sensor, decoder.Geometry);
        Assert.Equal(events.Length, decoder.Counters.Events);
        Assert.Equal((0, 0, 0), (decoder.Counters.Regressions, decoder.Counters.OutOfRange, decoder.Counters.DamagedBytes));
    }

    [Fact]
    public void The_same_events_are_told_and_decoded_from_every_format_that_is_written()
    {
        var events = Create(seed: 3, bursts: 2_000, longestGap: 1_000_000);
        foreach (var format in EventFormats.All.Where(format => format.CreateWriter is not null))
        {
            var bytes = Decoding.Write(format.Name, events, Sensor);
            var head = new EventFileHead(bytes.AsMemory(0, Math.Min(bytes.Length, EventFileHead.Capacity)), "recording", bytes.Length);
            Assert.Equal(format.Name, EventFormats.Detect(EventFormats.All, head).Name);
            Assert.Equal(events, Decoding.InPieces(Decoding.Decoder(format.Name), bytes, 4_096, seed: 4));
        }
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Lz4")]
    [InlineData("Zstd")]
    public void Aedat4_is_read_however_it_is_packed_and_without_the_line_that_sockets_leave_out(string packing)
    {
        var events = Create(seed: 5, bursts: 9_000, longestGap: 1_000_000);
        using var stream = new MemoryStream();
        var writer = new Aedat4Writer(stream, Sensor, Enum.Parse<Aedat4Packing>(packing));
        writer.Write(events);
        writer.Finish();
        var bytes = stream.ToArray();
        Assert.Equal(events, Decoding.InPieces(new Aedat4Decoder(), bytes, 3_000, seed: 1));
        Assert.Equal(events, Decoding.InPieces(new Aedat4Decoder(), bytes.AsSpan(Aedat4Decoder.Magic.Length), 3_000, seed: 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recording_without_events_is_whole(string format)
    {
        var decoder = Decoding.Decoder(format);
        Assert.Empty(Decoding.InPieces(decoder, Decoding.Write(format, [], Sensor), 5, seed: 2));
        Assert.Equal(0, decoder.Counters.DamagedBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unix_time_is_kept_or_counted_from_the_first_event(string format)
    {
        const long start = 1_700_000_000_000_000;
        DvsEvent[] events = [new(start, 1, 2, 1), new(start + 5_000_000, 3, 4, 0)];
        var decoded = Decoding.InPieces(Decoding.Decoder(format), Decoding.Write(format, events, Sensor), 64, seed: 1);
        var origin = format is "es" or "bin" or "aedat2" ? start : 0;
        Assert.Equal(events.Select(one => one with { Microseconds = one.Microseconds - origin }), decoded);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Writers_refuse_what_their_format_cannot_hold(string format)
    {
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(0, 0, 0, 2)], default));
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(9, 0, 0, 0), new(8, 0, 0, 0)], default));
        Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(-1, 0, 0, 0)], default));
        if (format is not ("npy" or "csv" or "es"))
            Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(0, 40_000, 0, 0)], default));
        if (format is "es" or "bin" or "aedat2")
            Assert.Throws<ArgumentException>(() => Decoding.Write(format, [new(0, 0, 0, 0), new(1L << 55, 0, 0, 0)], default));
    }

    private static DvsEvent[] Create(int seed, int bursts, long longestGap)
        => [.. SyntheticEvents.Create(seed, bursts, longestGap)
            .Select(one => one with { X = (ushort)(one.X % Sensor.Width), Y = (ushort)(one.Y % Sensor.Height) })];
}
