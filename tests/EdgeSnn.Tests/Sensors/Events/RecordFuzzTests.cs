using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Aedat;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class RecordFuzzTests
{
    private static readonly EventGeometry Sensor = new(240, 180);
    private static readonly string[] Formats = ["aedat2", "aedat3", "aedat4", "es", "bin", "npy", "csv"];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var format in Formats)
        {
            for (var seed = 0; seed < 6; seed++)
                cases.Add(format, seed);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Damaged_streams_decode_the_same_in_any_chunks_or_are_refused(string format, int seed)
    {
        for (var round = 0; round < 25; round++)
        {
            var bytes = Damaged(format, (seed * 100) + round);
            var (expected, counters) = Decode(format, bytes, bytes.Length + 1);
            var (pieces, countersOfPieces) = Decode(format, bytes, 40);
            Assert.Equal(expected, pieces);
            Assert.Equal(counters, countersOfPieces);
            for (var index = 1; index < expected.Count; index++)
                Assert.True(expected[index].Microseconds >= expected[index - 1].Microseconds);
        }
    }

    [Theory]
    [InlineData("aedat1")]
    [InlineData("aedat2")]
    [InlineData("aedat3")]
    [InlineData("aedat4")]
    [InlineData("es")]
    [InlineData("bin")]
    [InlineData("npy")]
    [InlineData("csv")]
    public void Noise_is_decoded_or_refused(string format)
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
        {
            var bytes = new byte[random.Next(3_000)];
            random.NextBytes(bytes);
            Assert.Equal(Decode(format, bytes, 3_001), Decode(format, bytes, 50), Same);
        }
    }

    [Theory]
    [InlineData("aedat2", "#!AER-DAT2.0\r\n", "# comment\r\n")]
    [InlineData("aedat3", "#!AER-DAT3.1\r\n", "# comment\r\n")]
    [InlineData("csv", "", "# comment\r\n")]
    [InlineData("csv", "", "words and more words\n")]
    public void A_header_without_end_does_not_fill_the_memory(string format, string first, string line)
    {
        var text = first + string.Concat(Enumerable.Repeat(line, 200_000));
        Assert.Throws<EventFormatException>(
            () => Decoding.InPieces(Decoding.Decoder(format), System.Text.Encoding.ASCII.GetBytes(text), 50_000, 1));
    }

    [Fact]
    public void A_packet_that_claims_gigabytes_takes_no_memory_before_they_come()
    {
        using var stream = new MemoryStream();
        new Aedat4Writer(stream, Sensor).Finish();
        byte[] bytes = [.. stream.ToArray(), 0, 0, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoder = new Aedat4Decoder();
        Assert.Empty(Decoding.InPieces(decoder, bytes, 1_000_000, seed: 1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(4, decoder.Counters.DamagedBytes);
    }

    private static (List<DvsEvent> Events, string Outcome) Decode(string format, byte[] bytes, int longestChunk)
    {
        var decoder = Decoding.Decoder(format);
        try
        {
            var events = Decoding.InPieces(decoder, bytes, longestChunk, seed: 1);
            var c = decoder.Counters;
            return (events, $"{c.Events} {c.Triggers} {c.Regressions} {c.OutOfRange} {c.Unknown} {c.DamagedBytes}");
        }
        catch (EventFormatException error)
        {
            Assert.DoesNotContain('\n', error.Message);
            return ([], "refused");
        }
    }

    private static bool Same((List<DvsEvent> Events, string Outcome) one, (List<DvsEvent> Events, string Outcome) other)
        => one.Outcome == other.Outcome && one.Events.SequenceEqual(other.Events);

    private static byte[] Damaged(string format, int seed)
    {
        var random = new Random(seed);
        var events = SyntheticEvents.Create(seed, 300, 100_000)
            .Select(one => one with { X = (ushort)(one.X % Sensor.Width), Y = (ushort)(one.Y % Sensor.Height) }).ToArray();
        var bytes = format == "aedat4" ? Aedat4(events, (Aedat4Packing)(seed % 3 == 2 ? 3 : seed % 3)) : Decoding.Write(format, events, Sensor);
        for (var damage = random.Next(1, 12); damage > 0; damage--)
            bytes[random.Next(2) == 0 ? random.Next(Math.Min(300, bytes.Length)) : random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(bytes.Length / 2, bytes.Length)];
    }

    private static byte[] Aedat4(DvsEvent[] events, Aedat4Packing packing)
    {
        using var stream = new MemoryStream();
        var writer = new Aedat4Writer(stream, Sensor, packing);
        writer.Write(events);
        writer.Finish();
        return stream.ToArray();
    }
}
