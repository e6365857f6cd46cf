using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

public sealed class EventStreamDecoderTests
{
    [Fact]
    public void An_ATIS_stream_gives_changes_and_skips_exposures()
    {
        byte[] bytes =
        [
            .. "Event Stream"u8, 2, 0, 0, 2, 48, 1, 240, 0,
            0xFC | 3, // 189 us of nothing
            (5 << 2) | 2, 47, 1, 239, 0, // ON
            (1 << 2) | 1, 0, 0, 0, 0, // an exposure begins
            0 << 2, 3, 0, 4, 0, // OFF
        ];
        var decoder = new EventStreamDecoder();
        Assert.Equal([new DvsEvent(194, 303, 239, 1), new DvsEvent(195, 3, 4, 0)], Decoding.InPieces(decoder, bytes, 3, seed: 1));
        Assert.Equal(new EventGeometry(304, 240), decoder.Geometry);
        Assert.Equal(1, decoder.Counters.Unknown);
    }

    [Fact]
    public void Colors_and_generic_bytes_are_counted_and_skipped()
    {
        byte[] color = [.. "Event Stream"u8, 2, 1, 0, 4, 10, 0, 10, 0, 0xFF, 3, 1, 0, 2, 0, 9, 9, 9, 0xFE];
        byte[] generic = [.. "Event Stream"u8, 2, 0, 3, 0, 0xFF, 7, (3 << 1) | 1, 0, 1, 2, 3, 9, 2 << 1, 5];
        foreach (var (bytes, expected) in new[] { (color, 1), (generic, 2) })
        {
            var decoder = new EventStreamDecoder();
            Assert.Empty(Decoding.InPieces(decoder, bytes, 2, seed: 1));
            Assert.Equal((expected, 0), (decoder.Counters.Unknown, decoder.Counters.DamagedBytes));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public void Other_versions_and_types_are_refused(byte version, byte type)
        => Assert.Throws<EventFormatException>(() => Decoding.InPieces(
            new EventStreamDecoder(), [.. "Event Stream"u8, version, 0, 0, type, 1, 0, 1, 0], 30, seed: 1));
}
