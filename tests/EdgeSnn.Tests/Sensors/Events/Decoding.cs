using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

/// <summary>Feeds decoders in the ways that callers may.</summary>
internal static class Decoding
{
    public static readonly string[] Prophesee = ["evt2", "evt21", "evt3", "evt4", "dat"];

    public static byte[] Write(string format, ReadOnlySpan<DvsEvent> events, EventGeometry geometry)
    {
        var stream = new MemoryStream();
        var writer = EventFormats.Find(EventFormats.All, format).CreateWriter!(stream, geometry);
        writer.Write(events);
        writer.Finish();
        return stream.ToArray();
    }

    public static IEventDecoder Decoder(string format, EventGeometry geometry = default)
        => EventFormats.Find(EventFormats.All, format).CreateDecoder!(new EventReadOptions { Geometry = geometry });

    /// <summary>Decodes in chunks and rooms of random sizes.</summary>
    public static List<DvsEvent> InPieces(IEventDecoder decoder, ReadOnlySpan<byte> bytes, int longestChunk, int seed)
    {
        var random = new Random(seed);
        var events = new List<DvsEvent>();
        var room = new DvsEvent[IEventDecoder.SmallestRoom + 500];
        while (bytes.Length > 0)
        {
            var chunk = bytes[..Math.Min(bytes.Length, random.Next(1, longestChunk + 1))];
            bytes = bytes[chunk.Length..];
            while (chunk.Length > 0)
            {
                var target = room.AsSpan(0, random.Next(IEventDecoder.SmallestRoom, room.Length));
                var count = decoder.Decode(chunk, target, out var consumed);
                Assert.True(consumed > 0 || count > 0, "a call that neither consumes nor gives");
                events.AddRange(target[..count]);
                chunk = chunk[consumed..];
            }
        }

        var last = decoder.Flush(room);
        events.AddRange(room.AsSpan(0, last));
        decoder.Finish();
        return events;
    }
}
