using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>Messages that carry the words of a Prophesee camera on: one stream, cut anywhere, of its own clock.</summary>
internal sealed class StreamPayload : IPayloadDecoder
{
    private readonly IEventDecoder _decoder;

    /// <summary>Starts the stream with the header that a file of it would have.</summary>
    public StreamPayload(string encoding, EventGeometry geometry)
    {
        _decoder = EventFormats.Find(EventFormats.All, encoding).CreateDecoder!(new EventReadOptions { Geometry = geometry });
        var format = encoding == "evt21" ? "EVT21;endianness=little" : encoding.ToUpperInvariant();
        var size = geometry == default ? "" : string.Create(CultureInfo.InvariantCulture, $";height={geometry.Height};width={geometry.Width}");
        var header = Encoding.ASCII.GetBytes($"% format {format}{size}\n% end\n");
        _decoder.Decode(header, new DvsEvent[IEventDecoder.SmallestRoom], out _);
    }

    /// <inheritdoc/>
    public EventCounters Counters => _decoder.Counters;

    /// <inheritdoc/>
    public int Decode(in BagMessage message, in PayloadHead head, Span<DvsEvent> events, ref int position)
    {
        var data = message.Data.Span[(message.IsCdr ? 4 : 0)..];
        var written = _decoder.Decode(data.Slice(head.Start + position, head.Length - position), events, out var consumed);
        position += consumed;
        return written;
    }
}
