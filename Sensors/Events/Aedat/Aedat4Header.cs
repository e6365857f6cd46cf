using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>The IOHeader of an AEDAT 4 recording: where its packets end, and which stream holds the events.</summary>
internal sealed class Aedat4Header
{
    private const int LastCompression = 4;
    private const int Undefined = -1;

    private int _node = Undefined;
    private string? _type;
    private int _width;
    private int _height;

    private Aedat4Header()
    {
    }

    /// <summary>Stream of the events, the first where there are several; -1 when the header tells none.</summary>
    public int EventStream { get; private set; } = Undefined;

    /// <summary>Streams that the header tells to carry trigger edges.</summary>
    public HashSet<int> TriggerStreams { get; } = [];

    /// <summary>Further streams of events, which are not given out: their pixels are another camera's.</summary>
    public HashSet<int> OtherEventStreams { get; } = [];

    /// <summary>Size of the sensor; 0 by 0 when the header does not tell.</summary>
    public EventGeometry Geometry { get; private set; }

    /// <summary>Offset of the table behind the last packet, or -1 [bytes].</summary>
    public long TablePosition { get; private init; }

    /// <summary>Reads the FlatBuffer.</summary>
    /// <exception cref="EventFormatException">Not an IOHeader, or of a packing that does not exist.</exception>
    public static Aedat4Header Read(ReadOnlySpan<byte> buffer, long offset)
    {
        if (buffer.Length < 8 || !buffer.Slice(4, 4).SequenceEqual("IOHE"u8))
            throw new EventFormatException("header", "another identifier", "\"IOHE\"", offset);
        var table = FlatTable.Root(buffer, "IOHE"u8);
        var compression = table.Scalar(0, 4, 0);
        if (compression is < 0 or > LastCompression)
        {
            throw new EventFormatException(
                "compression", compression.ToString(CultureInfo.InvariantCulture),
                "0 none, 1 or 2 LZ4, 3 or 4 Zstandard", offset);
        }

        var header = new Aedat4Header { TablePosition = table.Scalar(1, 8, Undefined) };
        header.ReadNodes(Encoding.UTF8.GetString(table.Vector(2, 1)));
        return header;
    }

    private void ReadNodes(string text)
    {
        // A header whose description is damaged or absent still leads to its packets: their identifiers then tell the kind.
        var tags = new XmlTags(text);
        while (tags.Next())
        {
            if (tags.Name is "node")
                BeginNode(tags.Attribute("name"));
            else if (tags.Name is "attr")
                ReadAttribute(tags.Attribute("key"), tags.Text);
        }

        EndStream();
    }

    private void BeginNode(ReadOnlySpan<char> name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return;
        EndStream();
        _node = id;
    }

    private void ReadAttribute(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        if (key is "typeIdentifier")
            _type = value.ToString();
        else if (key is "sizeX" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var width))
            _width = width;
        else if (key is "sizeY" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var height))
            _height = height;
    }

    private void EndStream()
    {
        if (_node != Undefined && _type == "TRIG")
            TriggerStreams.Add(_node);
        if (_node != Undefined && _type == "EVTS" && EventStream == Undefined)
            (EventStream, Geometry) = (_node, new EventGeometry(_width, _height));
        else if (_node != Undefined && _type == "EVTS")
            OtherEventStreams.Add(_node);
        (_node, _type, _width, _height) = (Undefined, null, 0, 0);
    }
}
