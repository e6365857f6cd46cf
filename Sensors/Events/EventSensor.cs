using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Sensors.Events;

/// <summary>
/// The events of a reader, filtered, as a sensor gives them. Time marks stand for what filters dropped, so that ticks end even
/// when nothing is left of a noisy stretch, and one a tick after the last event ends the last tick. Memory is fixed after the
/// first read. Owned by the sensor thread.
/// </summary>
public sealed class EventSensor : ISensor<DvsEvent>
{
    private const int ReadCapacity = 4096;

    private readonly IEventReader _reader;
    private readonly EventSensorOptions _options;
    // One more than is read: a mark may follow what filters left of it.
    private readonly DvsEvent[] _buffer = new DvsEvent[ReadCapacity + 1];
    private EventFilterChain? _filters;
    private long _latest;
    private int _start;
    private int _end;
    private bool _isOver;
    private bool _hasBegun;

    /// <summary>Takes over a reader.</summary>
    /// <param name="reader">Disposed with this sensor.</param>
    /// <param name="options">Tick, filters and what else is known.</param>
    public EventSensor(IEventReader reader, EventSensorOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(options);
        _reader = reader;
        _options = options;
    }

    /// <summary>What the reader met so far.</summary>
    public EventCounters Counters => _reader.Counters;

    /// <summary>Events that filters dropped.</summary>
    public long Filtered => _filters?.Dropped ?? 0;

    /// <summary>Size of the sensor behind the filters; 0 by 0 while unknown, at least until <see cref="Begin"/> or the first read.</summary>
    public EventGeometry Geometry => _filters?.Geometry ?? default;

    /// <summary>Reads ahead, so that what the recording states is known before its first event is asked for.</summary>
    /// <exception cref="EventFormatException">The content is not of the format, or a filter does not fit the sensor.</exception>
    /// <exception cref="IOException">The source failed.</exception>
    public void Begin()
    {
        if (_start == _end)
            Fill();
    }

    /// <inheritdoc/>
    /// <exception cref="EventFormatException">The content is not of the format, or a filter does not fit the sensor.</exception>
    /// <exception cref="IOException">The source failed.</exception>
    public SensorStatus Read(Span<DvsEvent> destination, out int count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length);
        Begin();
        count = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        return count > 0 ? SensorStatus.Data : SensorStatus.EndOfStream;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void Fill()
    {
        (_start, _end) = (0, 0);
        if (_isOver)
            return;
        var read = _reader.Read(_buffer.AsSpan(0, ReadCapacity));
        _filters ??= CreateFilters();
        if (read == 0)
        {
            _isOver = true;
            if (_hasBegun)
                _buffer[_end++] = DvsEvent.TimeMark(_latest + _options.TickMicroseconds);
            return;
        }

        var events = _buffer.AsSpan(0, read);
        _hasBegun = true;
        _latest = events[^1].Microseconds;
        _end = _filters.Apply(events);
        if (_end == 0 || _buffer[_end - 1].Microseconds < _latest)
            _buffer[_end++] = DvsEvent.TimeMark(_latest);
    }

    private EventFilterChain CreateFilters()
    {
        // Formats without a header say nothing of the sensor.
        var geometry = _reader.Geometry.Width > 0 ? _reader.Geometry : _options.Geometry;
        try
        {
            return new EventFilterChain(_options.Filters, geometry);
        }
        catch (ArgumentException error)
        {
            throw new EventFormatException("geometry", $"{geometry.Width}x{geometry.Height}", error.Message);
        }
    }
}
