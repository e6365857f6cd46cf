using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.FlatBuffers;
using ZstdSharp;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// Writes AEDAT 4 with one stream of events, in packets of up to 4,096. Without the table of packets at the end, which readers
/// do without; so the stream need not seek.
/// </summary>
internal sealed class Aedat4Writer : RecordWriter
{
    private const int MostEvents = 4096;
    private const int CoordinateLimit = 1 << 15;

    private readonly FlatBufferBuilder _builder = new(1 << 17);
    private readonly DvsEvent[] _events = new DvsEvent[MostEvents];
    private readonly Aedat4Packing _packing;
    private readonly Compressor? _zstd;
    private int _count;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="geometry">Size of the sensor; 0 by 0 where unknown.</param>
    /// <param name="packing">How packets are packed.</param>
    public Aedat4Writer(Stream stream, EventGeometry geometry, Aedat4Packing packing = Aedat4Packing.Lz4)
        : base(stream)
    {
        _packing = packing;
        _zstd = packing == Aedat4Packing.Zstd ? new Compressor() : null;
        Put(Encoding.ASCII.GetBytes(Aedat4Decoder.Magic));
        var node = _builder.CreateString(Describe(geometry, packing));
        _builder.StartTable(3);
        _builder.AddInt(0, (int)packing, 0);
        // No table: packets go on to the end of the file.
        _builder.AddLong(1, -1, 0);
        _builder.AddOffset(2, node.Value, 0);
        _builder.FinishSizePrefixed(_builder.EndTable(), "IOHE");
        Put(_builder.SizedByteArray());
    }

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        CheckPixel(e, CoordinateLimit, CoordinateLimit);
        _events[_count++] = e;
        if (_count == MostEvents)
            WriteEnd();
    }

    /// <inheritdoc/>
    protected override void WriteEnd()
    {
        if (_count == 0)
            return;
        _builder.Clear();
        _builder.StartVector(Aedat4Decoder.EventBytes, _count, sizeof(long));
        while (_count > 0)
        {
            // FlatBuffers are built from their end.
            var e = _events[--_count];
            _builder.Prep(sizeof(long), Aedat4Decoder.EventBytes);
            _builder.Pad(3);
            _builder.PutByte(e.Polarity);
            _builder.PutShort((short)e.Y);
            _builder.PutShort((short)e.X);
            _builder.PutLong(e.Microseconds);
        }

        var elements = _builder.EndVector();
        _builder.StartTable(1);
        _builder.AddOffset(0, elements.Value, 0);
        _builder.FinishSizePrefixed(_builder.EndTable(), "EVTS");
        PutPacket(Pack(_builder.SizedByteArray()));
    }

    private ReadOnlySpan<byte> Pack(ReadOnlySpan<byte> plain) => _packing switch
    {
        Aedat4Packing.Zstd => _zstd!.Wrap(plain),
        Aedat4Packing.Lz4 => Lz4Frame.Pack(plain),
        _ => plain,
    };

    private void PutPacket(ReadOnlySpan<byte> payload)
    {
        var head = Take(8);
        BinaryPrimitives.WriteInt32LittleEndian(head, 0);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], payload.Length);
        Put(payload);
    }

    private static string Describe(EventGeometry geometry, Aedat4Packing packing)
    {
        var name = packing switch { Aedat4Packing.Lz4 => "LZ4", Aedat4Packing.Zstd => "ZSTD", _ => "NONE" };
        return string.Create(CultureInfo.InvariantCulture, $"""
            <dv version="2.0"><node name="outInfo" path="/mainloop/Recorder/outInfo/"><node name="0" path="/mainloop/Recorder/outInfo/0/">
            <attr key="compression" type="string">{name}</attr>
            <attr key="originalModuleName" type="string">edgesnn</attr>
            <attr key="originalOutputName" type="string">events</attr>
            <attr key="typeDescription" type="string">Array of events (polarity ON/OFF).</attr>
            <attr key="typeIdentifier" type="string">EVTS</attr>
            <node name="info" path="/mainloop/Recorder/outInfo/0/info/">
            <attr key="sizeX" type="int">{geometry.Width}</attr>
            <attr key="sizeY" type="int">{geometry.Height}</attr>
            <attr key="source" type="string">edgesnn</attr>
            <attr key="tsOffset" type="long">0</attr>
            </node></node></node></dv>
            """);
    }
}
