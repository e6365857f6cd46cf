namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// The base of decoders whose input comes in datagrams: each begins with a record, and what is left of its last one is counted
/// as damaged. Owned by one thread; allocates nothing.
/// </summary>
public abstract class DatagramDecoder : IEventDecoder
{
    private readonly EventGate _gate;
    private int _left;

    private protected DatagramDecoder(EventGeometry geometry) => _gate = new EventGate(geometry);

    /// <inheritdoc/>
    public EventGeometry Geometry => _gate.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters => _gate.Counters;

    private protected EventGate Gate => _gate;

    /// <summary>States that a datagram arrived; its bytes are then given to <see cref="Decode"/>.</summary>
    /// <param name="bytes">Its length [bytes].</param>
    public void Begin(int bytes)
    {
        _left = bytes;
        BeginDatagram();
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Length, IEventDecoder.SmallestRoom);
        var datagram = bytes[..Math.Min(bytes.Length, _left)];
        var written = DecodeRecords(datagram, events, out consumed);
        if (written < events.Length && consumed < datagram.Length)
        {
            Counters.DamagedBytes += datagram.Length - consumed;
            consumed = datagram.Length;
        }

        // Bytes that no datagram was announced for.
        if (datagram.IsEmpty)
            consumed = bytes.Length;
        _left -= Math.Min(consumed, _left);
        return written;
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private protected virtual void BeginDatagram()
    {
    }

    /// <summary>Decodes whole records while there is room.</summary>
    private protected abstract int DecodeRecords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed);
}
