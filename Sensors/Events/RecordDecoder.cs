namespace EdgeSnn.Sensors.Events;

/// <summary>
/// The base of formats that are a header and then small units (records, lines, packet heads): joins what a chunk's end split,
/// so that a format sees whole units only. Keeps at most one unit, and the header while it is being read.
/// </summary>
internal abstract class RecordDecoder : IEventDecoder
{
    /// <summary>A header may not be longer: a stream that is something else must not fill the memory [bytes].</summary>
    public const int LongestHeader = 1 << 20;

    private readonly byte[] _split;
    private int _splitCount;
    private byte[] _header = [];
    private int _headerCount;
    private bool _headerDone;
    private int _replayStart;

    private protected RecordDecoder(EventGeometry geometry, int longestUnit)
    {
        Gate = new EventGate(geometry);
        _split = new byte[longestUnit];
    }

    /// <inheritdoc/>
    public EventGeometry Geometry => Gate.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters => Gate.Counters;

    private protected EventGate Gate { get; }

    /// <summary>Bytes of units consumed before the span that <see cref="DecodeUnits"/> is given, header included.</summary>
    private protected long Position { get; private set; }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Length, IEventDecoder.SmallestRoom);
        consumed = 0;
        if (!_headerDone)
        {
            consumed = TakeHeader(bytes, ended: false);
            if (!_headerDone)
                return 0;
        }

        var written = Replay(events);
        if (_header.Length > 0)
            return written;
        if (_splitCount > 0)
        {
            consumed += JoinSplit(bytes[consumed..], events[written..], out var joined);
            written += joined;
            if (_splitCount > 0)
                return written;
        }

        var rest = bytes[consumed..];
        written += DecodeUnits(rest, events[written..], out var used);
        Position += used;
        rest = rest[used..];
        consumed += used;
        if (written == events.Length)
            return written;
        rest.CopyTo(_split);
        _splitCount = rest.Length;
        consumed += rest.Length;
        return written;
    }

    /// <inheritdoc/>
    public virtual int Flush(Span<DvsEvent> events)
    {
        if (!_headerDone)
            TakeHeader([], ended: true);
        return Replay(events);
    }

    /// <inheritdoc/>
    public virtual void Finish()
    {
        if (!_headerDone)
            TakeHeader([], ended: true);
        Counters.DamagedBytes += _splitCount;
        _splitCount = 0;
    }

    /// <summary>The unit that the end of the stream left unfinished; it is the caller's to decode from now on.</summary>
    private protected ReadOnlySpan<byte> TakeUnfinished()
    {
        var count = _splitCount;
        _splitCount = 0;
        Position += count;
        return _split.AsSpan(0, count);
    }

    /// <summary>Length of the header, or -1 while more bytes are needed. Called with a longer span each time.</summary>
    /// <param name="soFar">The stream's first bytes.</param>
    /// <param name="ended">No more bytes will come: the answer is a length, or an exception.</param>
    /// <exception cref="EventFormatException">Not a header of this format, or it is cut short.</exception>
    private protected abstract int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended);

    /// <summary>Decodes whole units from the front of the span until the room is used up or the next unit is not whole.</summary>
    private protected abstract int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed);

    private int TakeHeader(ReadOnlySpan<byte> bytes, bool ended)
    {
        // Bytes behind the header that came in the same chunk are not consumed here: only the copy of them is dropped.
        var added = Math.Min(bytes.Length, LongestHeader - _headerCount);
        if (_headerCount + added > _header.Length)
            Array.Resize(ref _header, Math.Min(LongestHeader, Math.Max(512, 2 * (_headerCount + added))));
        bytes[..added].CopyTo(_header.AsSpan(_headerCount));
        var length = MeasureHeader(_header.AsSpan(0, _headerCount + added), ended);
        if (length < 0)
        {
            _headerCount += added;
            return _headerCount < LongestHeader ? added : throw new EventFormatException(
                "header", $"no end within {LongestHeader} bytes", "a shorter header", _headerCount);
        }

        Position = length;
        _headerDone = true;
        _replayStart = length;
        if (length < _headerCount)
            return 0;
        _header = [];
        return length - _headerCount;
    }

    // A format that looks at its first records before it knows their layout gets them again. Bytes of the present chunk stay
    // with the caller meanwhile, so that the stream does not end too soon.
    private int Replay(Span<DvsEvent> events)
    {
        if (_header.Length == 0)
            return 0;
        var written = DecodeUnits(_header.AsSpan(_replayStart, _headerCount - _replayStart), events, out var used);
        _replayStart += used;
        Position += used;
        if (written == events.Length)
            return written;
        _splitCount = _headerCount - _replayStart;
        _header.AsSpan(_replayStart, _splitCount).CopyTo(_split);
        _header = [];
        return written;
    }

    private int JoinSplit(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int written)
    {
        var added = Math.Min(bytes.Length, _split.Length - _splitCount);
        bytes[..added].CopyTo(_split.AsSpan(_splitCount));
        written = DecodeUnits(_split.AsSpan(0, _splitCount + added), events, out var used);
        Position += used;
        if (used == 0)
        {
            _splitCount += added;
            return added;
        }

        // A unit is not whole before its last byte comes, so what was used includes all that was kept.
        used -= _splitCount;
        _splitCount = 0;
        return used;
    }
}
