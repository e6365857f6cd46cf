namespace EdgeSnn.Sensors.Events;

/// <summary>Pulls the events of a byte stream through a decoder: one buffer of fixed size, 0 bytes allocated per read.</summary>
public sealed class EventStreamReader : IEventReader
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly IEventDecoder _decoder;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isFlushed;
    private bool _isFinished;

    /// <summary>Takes over a stream that stands at the first byte of the format.</summary>
    /// <param name="stream">Closed with this reader.</param>
    /// <param name="decoder">A fresh decoder of the stream's format.</param>
    public EventStreamReader(Stream stream, IEventDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(decoder);
        _stream = stream;
        _decoder = decoder;
    }

    /// <inheritdoc/>
    public EventGeometry Geometry => _decoder.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters => _decoder.Counters;

    /// <inheritdoc/>
    public double Share => _stream.CanSeek && _stream.Length > 0 ? _stream.Position / (double)_stream.Length : 0;

    /// <inheritdoc/>
    public int Read(Span<DvsEvent> events)
    {
        if (events.Length < IEventDecoder.SmallestRoom)
            throw new ArgumentException($"room for {events.Length} events, expected {IEventDecoder.SmallestRoom} or more", nameof(events));
        while (_start < _end || Fill())
        {
            var count = _decoder.Decode(_buffer.AsSpan(_start, _end - _start), events, out var consumed);
            _start += consumed;
            if (count > 0)
                return count;
        }

        return End(events);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Fill()
    {
        if (_isFlushed)
            return false;
        _start = 0;
        _end = _stream.Read(_buffer);
        return _end > 0;
    }

    private int End(Span<DvsEvent> events)
    {
        if (!_isFlushed)
        {
            _isFlushed = true;
            var count = _decoder.Flush(events);
            if (count > 0)
                return count;
        }

        if (!_isFinished)
        {
            _isFinished = true;
            _decoder.Finish();
        }

        return 0;
    }
}
