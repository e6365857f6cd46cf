using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class PropheseeFuzzTests
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var format in Decoding.Prophesee)
        {
            for (var seed = 0; seed < 12; seed++)
                cases.Add(format, seed);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Damaged_streams_decode_the_same_in_any_chunks(string format, int seed)
    {
        var bytes = Damaged(format, seed, headerToo: false);
        var whole = Decoding.Decoder(format);
        var pieces = Decoding.Decoder(format);
        // Chunks of up to 40 bytes keep the vector kernels out, whole streams keep them in.
        var expected = Decoding.InPieces(pieces, bytes, 40, seed);
        Assert.Equal(expected, Decoding.InPieces(whole, bytes, bytes.Length, seed));
        Assert.Equal(Show(pieces.Counters), Show(whole.Counters));
        Assert.All(expected, one => Assert.True(one.X < 1280 && one.Y < 720 && one.Polarity <= 1));
        for (var index = 1; index < expected.Count; index++)
            Assert.True(expected[index].Microseconds >= expected[index - 1].Microseconds);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Damaged_headers_are_read_or_refused_clearly(string format, int seed)
    {
        for (var round = 0; round < 30; round++)
        {
            var bytes = Damaged(format, (seed * 100) + round, headerToo: true);
            try
            {
                Decoding.InPieces(Decoding.Decoder(format), bytes, 300, round);
            }
            catch (EventFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Fact]
    public void A_header_without_end_does_not_fill_the_memory()
    {
        var line = new byte[1 << 13];
        Array.Fill(line, (byte)'a');
        "% "u8.CopyTo(line);
        Assert.Throws<EventFormatException>(() => Decoding.InPieces(Decoding.Decoder("evt3"), line, 100, 1));
        var lines = Enumerable.Repeat("% comment\n"u8.ToArray(), 200_000).SelectMany(one => one).ToArray();
        Assert.Throws<EventFormatException>(() => Decoding.InPieces(Decoding.Decoder("evt3"), lines, 5_000, 1));
    }

    private static byte[] Damaged(string format, int seed, bool headerToo)
    {
        var random = new Random(seed);
        var bytes = Decoding.Write(format, SyntheticEvents.Create(seed, 1_500, 20_000_000), SyntheticEvents.Geometry);
        var start = headerToo ? 0 : bytes.AsSpan().LastIndexOf(format == "dat" ? "\u000C\b"u8 : "% end\n"u8) + 6;
        var end = headerToo ? Math.Min(bytes.Length, 120) : bytes.Length;
        for (var damage = random.Next(1, headerToo ? 4 : 400); damage > 0; damage--)
            bytes[random.Next(start, end)] = (byte)random.Next(256);
        return bytes[..random.Next(headerToo ? 0 : bytes.Length / 2, bytes.Length)];
    }

    private static string Show(EventCounters counters)
        => $"{counters.Events} {counters.Triggers} {counters.Regressions} {counters.OutOfRange} {counters.Unknown} {counters.BeforeTimeBase} {counters.DamagedBytes}";
}
