using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Sensors.Events;

/// <summary>
/// Paces another sensor of events by their own time: an event is due so long after the first read as it lies after the first
/// event. While nothing is due, time marks say that time goes on. Owned by the sensor thread; allocates nothing.
/// </summary>
public sealed class EventReplay : ISensor<DvsEvent>, IPacedSensor
{
    private const int ReadCapacity = 4096;
    private const long MarkMicroseconds = 1000;

    private readonly ISensor<DvsEvent> _inner;
    private readonly TimeProvider _time;
    private readonly DvsEvent[] _buffer = new DvsEvent[ReadCapacity];
    private int _start;
    private int _end;
    private long _startTimestamp;
    private long _origin;
    private long _given;
    private bool _isStarted;
    private bool _isOver;

    /// <summary>Paces a sensor by a clock.</summary>
    /// <param name="inner">The sensor to pace; it has its events at hand, as a file has. Disposed with this one.</param>
    /// <param name="time">The clock.</param>
    public EventReplay(ISensor<DvsEvent> inner, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(time);
        _inner = inner;
        _time = time;
    }

    /// <inheritdoc/>
    public long DueTimestamp => TimestampOf(_given);

    /// <inheritdoc/>
    public long NextDueTimestamp => !_isStarted ? 0
        : TimestampOf(_start < _end ? Math.Min(_buffer[_start].Microseconds, _given + MarkMicroseconds) : _given + MarkMicroseconds);

    /// <summary>Writes the events that are due, or a time mark; never waits. The first read starts the clock.</summary>
    /// <param name="destination">Owned by the caller; at least one event long.</param>
    /// <param name="count">Events written, 0 unless the status is <see cref="SensorStatus.Data"/>.</param>
    public SensorStatus Read(Span<DvsEvent> destination, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length);
        count = 0;
        if (_start == _end && !TryFill(out var status))
            return status;
        var now = _origin + ElapsedMicroseconds();
        while (count < destination.Length && _start + count < _end && _buffer[_start + count].Microseconds <= now)
            count++;
        if (count > 0)
        {
            _buffer.AsSpan(_start, count).CopyTo(destination);
            _start += count;
            _given = destination[count - 1].Microseconds;
            return SensorStatus.Data;
        }

        if (now - _given < MarkMicroseconds)
            return SensorStatus.Waiting;
        destination[0] = DvsEvent.TimeMark(now);
        _given = now;
        count = 1;
        return SensorStatus.Data;
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private bool TryFill(out SensorStatus status)
    {
        status = _isOver ? SensorStatus.EndOfStream : _inner.Read(_buffer, out _end);
        _start = 0;
        if (status != SensorStatus.Data)
        {
            _end = 0;
            _isOver = status == SensorStatus.EndOfStream;
            return false;
        }

        if (!_isStarted)
        {
            _isStarted = true;
            _startTimestamp = _time.GetTimestamp();
            _origin = _given = _buffer[0].Microseconds;
        }

        return true;
    }

    // The first time at which so much has elapsed.
    private long TimestampOf(long microseconds)
    {
        var (seconds, rest) = Math.DivRem(microseconds - _origin, 1_000_000);
        return _startTimestamp + (seconds * _time.TimestampFrequency) + (((rest * _time.TimestampFrequency) + 999_999) / 1_000_000);
    }

    private long ElapsedMicroseconds()
    {
        // Whole seconds apart from the rest: the product stays within 64 bits for centuries.
        var (seconds, rest) = Math.DivRem(_time.GetTimestamp() - _startTimestamp, _time.TimestampFrequency);
        return (seconds * 1_000_000) + (rest * 1_000_000 / _time.TimestampFrequency);
    }
}
