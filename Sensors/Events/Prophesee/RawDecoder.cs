namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// What the Prophesee decoders share: the header, words that two chunks split, the size of the sensor and the latest time.
/// A decoder states the size of its words and decodes whole ones.
/// </summary>
internal abstract class RawDecoder : IEventDecoder
{
    private readonly RawHeader _header = new();
    private readonly EventReadOptions _options;
    private readonly int _wordBytes;
    private readonly byte[] _split;
    private int _splitLength;
    private bool _isPrefixDue;
    private bool _isStarted;

    /// <summary>Prepares for a stream's first byte.</summary>
    /// <param name="options">What is known beside the header.</param>
    /// <param name="wordBytes">Size of a word [bytes].</param>
    /// <param name="prefixBytes">Size of what stands between header and words, <paramref name="wordBytes"/> at most [bytes].</param>
    protected RawDecoder(EventReadOptions options, int wordBytes, int prefixBytes = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _wordBytes = wordBytes;
        PrefixBytes = prefixBytes;
        _isPrefixDue = prefixBytes > 0;
        _split = new byte[wordBytes];
        SetGeometry(options.Geometry);
    }

    public EventGeometry Geometry { get; private set; }

    public EventCounters Counters { get; } = new();

    /// <summary>Columns that events may have; all of them while the size is unknown [pixels].</summary>
    protected uint Width { get; private set; }

    /// <summary>Rows that events may have; all of them while the size is unknown [pixels].</summary>
    protected uint Height { get; private set; }

    /// <summary>Latest time of an event so far: no event is given out before it [microseconds].</summary>
    protected long Latest { get; set; }

    private int PrefixBytes { get; }

    public int Decode(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        if (events.Length < IEventDecoder.SmallestRoom)
            throw new ArgumentException($"room for {events.Length} events, expected {IEventDecoder.SmallestRoom} or more", nameof(events));
        consumed = _isStarted ? 0 : TakeHeader(bytes);
        if (!_isStarted)
            return 0;
        var count = 0;
        while (_splitLength > 0 || _isPrefixDue)
        {
            if (!CompleteSplit(bytes, ref consumed))
                return count;
            count += TakeSplit(events[count..]);
        }

        var rest = bytes[consumed..];
        var whole = rest[..(rest.Length / _wordBytes * _wordBytes)];
        count += DecodeWords(whole, events[count..], out var used);
        consumed += used;
        if (used == whole.Length)
        {
            rest = rest[used..];
            rest.CopyTo(_split);
            _splitLength = rest.Length;
            consumed += rest.Length;
        }

        return count;
    }

    public void Finish()
    {
        if (!_isStarted)
        {
            _header.Finish();
            Start();
        }

        Counters.DamagedBytes += _splitLength;
        _splitLength = 0;
    }

    /// <summary>Decodes whole words while there is room for the events of one more.</summary>
    /// <param name="bytes">The words.</param>
    /// <param name="events">Receives events; of any length.</param>
    /// <param name="consumed">Bytes of the words used; at least one word when <see cref="IEventDecoder.SmallestRoom"/> is offered.</param>
    /// <returns>Events written.</returns>
    protected abstract int DecodeWords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed);

    /// <summary>Takes what the header tells beside the size.</summary>
    protected virtual void TakeHeader(RawHeader header)
    {
    }

    /// <summary>Takes what stands between header and words.</summary>
    protected virtual void TakePrefix(ReadOnlySpan<byte> prefix)
    {
    }

    private int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        var used = _header.Feed(bytes);
        if (_header.IsComplete)
            Start();
        return used;
    }

    private void Start()
    {
        _isStarted = true;
        if (_options.Geometry == default)
            SetGeometry(_header.Geometry);
        TakeHeader(_header);
        if (_header.TookPercent)
            _split[_splitLength++] = (byte)'%';
    }

    private void SetGeometry(EventGeometry geometry)
    {
        Geometry = geometry;
        Width = geometry.Width > 0 ? (uint)geometry.Width : 1u << 16;
        Height = geometry.Height > 0 ? (uint)geometry.Height : 1u << 16;
    }

    private bool CompleteSplit(ReadOnlySpan<byte> bytes, ref int consumed)
    {
        var size = _isPrefixDue ? PrefixBytes : _wordBytes;
        while (_splitLength < size && consumed < bytes.Length)
            _split[_splitLength++] = bytes[consumed++];
        return _splitLength == size;
    }

    private int TakeSplit(Span<DvsEvent> events)
    {
        var split = _split.AsSpan(0, _splitLength);
        _splitLength = 0;
        if (!_isPrefixDue)
            return DecodeWords(split, events, out _);
        _isPrefixDue = false;
        TakePrefix(split);
        return 0;
    }
}
