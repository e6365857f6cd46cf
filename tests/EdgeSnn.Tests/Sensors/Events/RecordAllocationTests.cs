using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Aedat;
using EdgeSnn.Tests.Allocation;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class RecordAllocationTests
{
    [Theory]
    [InlineData("aedat2")]
    [InlineData("aedat3")]
    [InlineData("es")]
    [InlineData("bin")]
    [InlineData("npy")]
    [InlineData("csv")]
    [InlineData("aedat4")]
    [InlineData("aedat4-none")]
    [InlineData("aedat4-zstd")]
    public void Decoding_allocates_nothing_once_it_is_warm(string format)
    {
        var events = Enumerable.Range(0, 60_000).Select(i => new DvsEvent(i * 3L, (ushort)(i % 240), (ushort)(i % 180), (byte)(i & 1))).ToArray();
        var bytes = Write(format, events);
        var room = new DvsEvent[1 << 12];
        var half = bytes.Length / 2;
        var count = 0;
        var allocated = Allocated.Least(
            () =>
            {
                var decoder = Decoding.Decoder(format.Split('-')[0]);
                count = Feed(decoder, bytes.AsSpan(0, half), room);
                return decoder;
            },
            decoder => count += Feed(decoder, bytes.AsSpan(half), room));
        Assert.Equal(0, allocated);
        Assert.Equal(events.Length, count);
    }

    private static int Feed(IEventDecoder decoder, ReadOnlySpan<byte> bytes, DvsEvent[] room)
    {
        var count = 0;
        while (bytes.Length > 0)
        {
            count += decoder.Decode(bytes[..Math.Min(bytes.Length, 1_000)], room, out var consumed);
            bytes = bytes[consumed..];
        }

        return count;
    }

    private static byte[] Write(string format, DvsEvent[] events)
    {
        if (!format.Contains('-', StringComparison.Ordinal))
            return Decoding.Write(format, events, new EventGeometry(240, 180));
        using var stream = new MemoryStream();
        var writer = new Aedat4Writer(
            stream, default, format.EndsWith("zstd", StringComparison.Ordinal) ? Aedat4Packing.Zstd : Aedat4Packing.None);
        writer.Write(events);
        writer.Finish();
        return stream.ToArray();
    }
}
