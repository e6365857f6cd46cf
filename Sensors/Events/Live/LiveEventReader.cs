namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// The events of a live source. A source that is silent gives time marks instead, so that ticks go on; one that is lost is
/// opened again, after 0.1 s, then twice as long each time, 5 s at most. Its events stay in order across that: should its
/// clock begin anew, its times are moved to where they belong. Allocates nothing per piece; owned by the sensor thread, but for
/// <see cref="Dispose"/>.
/// </summary>
public sealed class LiveEventReader : IEventReader
{
    /// <summary>Longest piece that a link gives at once [bytes].</summary>
    public const int BufferBytes = 1 << 17;

    private const long FirstPauseMicroseconds = 100_000;
    private const long LongestPauseMicroseconds = 5_000_000;

    // Marks lie so far behind the clock that an event on its way is not overtaken.
    private const long MarkLagMicroseconds = 10_000;
    private const long MarkMicroseconds = 1_000;

    // A clock that jumps less than this goes on as it was: cameras that count from 1970 do.
    private const long LongestJumpMicroseconds = 10_000_000;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(2);

    // Longer than a link waits for a piece: one that takes longer is stuck in the system.
    private const int DisposeMilliseconds = 50;

    private readonly IEventLink _link;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly CancellationToken _stop;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly EventCounters _closed = new();
    private readonly EventCounters _counters = new();
    private IEventDecoder? _decoder;
    private int _start;
    private int _end;
    private long _nextAttempt;
    private long _pause = FirstPauseMicroseconds;
    private long _latest;
    private long _latestAt;
    private long _shift;
    private bool _isOpen;
    private bool _hasBegun;
    private bool _isNew;
    private volatile bool _isDisposed;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="link">Disposed with this reader.</param>
    /// <param name="time">The clock of marks and pauses.</param>
    /// <param name="stop">Ends the stream.</param>
    public LiveEventReader(IEventLink link, TimeProvider time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(time);
        (_link, _time, _stop) = (link, time, stop);
    }

    /// <inheritdoc/>
    public EventGeometry Geometry => _decoder?.Geometry ?? default;

    /// <inheritdoc/>
    public EventCounters Counters
    {
        get
        {
            _counters.Clear();
            _counters.Add(_closed);
            if (_decoder is not null)
                _counters.Add(_decoder.Counters);
            return _counters;
        }
    }

    /// <summary>Connections that were made.</summary>
    public long Connections { get; private set; }

    /// <summary>Attempts to connect that failed, and connections that were lost.</summary>
    public long Losses { get; private set; }

    /// <summary>Why the source was lost last; empty when it never was.</summary>
    public string LastLoss { get; private set; } = "";

    /// <summary>Gives the next events, or a time mark when the source is silent; 0 only when a stop is asked for, or it is disposed of.</summary>
    /// <param name="events">Receives them; at least <see cref="IEventDecoder.SmallestRoom"/> long.</param>
    public int Read(Span<DvsEvent> events)
    {
        while (!_stop.IsCancellationRequested && !_isDisposed)
        {
            var count = TakeOrOpen(events);
            if (count > 0)
                return count;
            if (!_isOpen)
                _stop.WaitHandle.WaitOne(Wait);
            if (TryMark(out events[0]))
                return 1;
        }

        return 0;
    }

    /// <summary>
    /// Closes the link for good. Any thread: another may still be in a read, whose buffers or whose handle must not go away under
    /// it; one that is stuck there ends with the program.
    /// </summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (!_gate.TryEnter(DisposeMilliseconds))
            return;
        try
        {
            _link.Dispose();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private int TakeOrOpen(Span<DvsEvent> events)
    {
        lock (_gate)
            return !_isDisposed && (_isOpen || TryOpen()) ? Take(events) : 0;
    }

    private bool TryOpen()
    {
        if (Now() < _nextAttempt)
            return false;
        try
        {
            _link.Open();
        }
        catch (IOException error)
        {
            Lose(error);
            return false;
        }

        _decoder = _link.CreateDecoder();
        (_start, _end, _isOpen, _isNew) = (0, 0, true, true);
        Connections++;
        return true;
    }

    private int Take(Span<DvsEvent> events)
    {
        try
        {
            if (_start == _end)
                (_start, _end) = (0, _link.Receive(_buffer, Wait));
            if (_start == _end)
                return 0;
            var count = _decoder!.Decode(_buffer.AsSpan(_start, _end - _start), events, out var consumed);
            _start += consumed;
            if (count > 0)
                Follow(events[..count]);
            return count;
        }
        catch (Exception error) when (error is IOException or EventFormatException)
        {
            Lose(error);
            return 0;
        }
    }

    private void Lose(Exception error)
    {
        _link.Close();
        if (_decoder is not null)
            _closed.Add(_decoder.Counters);
        (_decoder, _isOpen) = (null, false);
        Losses++;
        LastLoss = error.Message;
        _nextAttempt = Now() + _pause;
        _pause = Math.Min(2 * _pause, LongestPauseMicroseconds);
    }

    // Keeps times rising over connections, and remembers when they came.
    private void Follow(Span<DvsEvent> events)
    {
        var now = Now();
        if (_isNew)
        {
            var expected = _latest + now - _latestAt;
            var first = events[0].Microseconds;
            _shift = _hasBegun && (first < _latest || first - expected > LongestJumpMicroseconds) ? expected - first : 0;
            (_isNew, _hasBegun, _pause) = (false, true, FirstPauseMicroseconds);
        }

        foreach (ref var one in events)
        {
            var time = Math.Max(_latest, one.Microseconds + _shift);
            if (time != one.Microseconds)
                one = one with { Microseconds = time };
            _latest = time;
        }

        _latestAt = now;
    }

    private bool TryMark(out DvsEvent mark)
    {
        var now = Now();
        var due = _latest + now - _latestAt - MarkLagMicroseconds;
        mark = DvsEvent.TimeMark(due);
        if (!_hasBegun || due - _latest < MarkMicroseconds)
            return false;
        (_latest, _latestAt) = (due, now - MarkLagMicroseconds);
        return true;
    }

    private long Now()
    {
        var (seconds, rest) = Math.DivRem(_time.GetTimestamp(), _time.TimestampFrequency);
        return (seconds * 1_000_000) + (rest * 1_000_000 / _time.TimestampFrequency);
    }
}
