using EdgeSnn.Sensors.Events.Aedat;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>Packs events as DV's network server sends them: AEDAT 4 without the first line of a file, packets unpacked.</summary>
public sealed class AedatPacker : IEventPacker
{
    private readonly MemoryStream _stream = new();
    private readonly Aedat4Writer _writer;

    /// <summary>Prepares the header.</summary>
    /// <param name="geometry">Size of the sensor; 0 by 0 when unknown.</param>
    public AedatPacker(EventGeometry geometry)
    {
        _writer = new Aedat4Writer(_stream, geometry, Aedat4Packing.None);
        _writer.Finish();
        Preamble = _stream.ToArray().AsMemory(Aedat4Decoder.Magic.Length);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Preamble { get; }

    /// <inheritdoc/>
    public int MostEvents => 4096;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<DvsEvent> events)
    {
        _stream.SetLength(0);
        _writer.Write(events);
        _writer.Finish();
        return _stream.GetBuffer().AsSpan(0, (int)_stream.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
