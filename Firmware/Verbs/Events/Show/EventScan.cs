using EdgeSnn.Firmware.Pictures;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>A stretch of a recording, read through once: its events per pixel and over time.</summary>
internal sealed class EventScan
{
    private const int ChunkCapacity = 4096;

    private readonly ShowOptions _options;
    private EventCounts? _counts;
    private IEventReader? _reader;

    public EventScan(ShowOptions options)
    {
        _options = options;
        Curve = new RateCurve(options.BinMicroseconds);
    }

    /// <summary>Events over time.</summary>
    public RateCurve Curve { get; }

    /// <summary>Events per pixel.</summary>
    public EventCounts Counts => _counts ?? new EventCounts(Geometry);

    /// <summary>Size of the sensor behind filters; 0 by 0 when unknown.</summary>
    public EventGeometry Geometry { get; private set; }

    /// <summary>The format taken; empty for a live source.</summary>
    public string Format { get; private set; } = "";

    /// <summary>Events in the stretch.</summary>
    public long Count { get; private set; }

    /// <summary>From the first event of the recording to the last one read; null without any [microseconds].</summary>
    public long? Length { get; private set; }

    /// <summary>How much of the recording was read, 0 .. 1.</summary>
    public double Share => _reader?.Share ?? 0;

    /// <summary>Reads the stretch, and counts.</summary>
    /// <exception cref="BadFileException">The recording cannot be read.</exception>
    public void Run(Terminal terminal)
    {
        Read(terminal, events =>
        {
            _counts ??= new EventCounts(Geometry);
            _counts.Add(events);
            Curve.Add(events);
        });
    }

    /// <summary>Reads the stretch.</summary>
    /// <param name="terminal">Standard input, clock and stop; the stop ends the reading as the end of the recording does.</param>
    /// <param name="take">Takes its events; of a live source also time marks.</param>
    /// <exception cref="BadFileException">The recording cannot be read.</exception>
    public void Read(Terminal terminal, Action<ReadOnlySpan<DvsEvent>> take)
    {
        try
        {
            var isLive = LiveEvents.Names(_options.Subject);
            using var reader = isLive ? LiveEvents.Open(_options.Subject, _options.Source.Format, _options.Source.Options, terminal) : OpenRecording(terminal);
            _reader = reader;
            using var sensor = new EventSensor(
                reader, new EventSensorOptions { TickMicroseconds = 1, Filters = _options.Filters, Geometry = _options.Source.Options.Geometry });
            ReadStretch(sensor, isLive, take, terminal.Stop);
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"{_options.Subject}: {error.Message}", error);
        }
    }

    private void ReadStretch(EventSensor sensor, bool isLive, Action<ReadOnlySpan<DvsEvent>> take, CancellationToken stop)
    {
        var buffer = new DvsEvent[ChunkCapacity];
        var begin = long.MinValue;
        while (!stop.IsCancellationRequested && sensor.Read(buffer, out var count) != SensorStatus.EndOfStream)
        {
            Geometry = sensor.Geometry;
            if (begin == long.MinValue)
                begin = buffer[0].Microseconds;
            Length = buffer[count - 1].Microseconds - begin;
            // Times never fall, so that a stretch is a part of the piece.
            var events = isLive ? buffer.AsSpan(0, count) : ReplayVerb.WithoutMarks(buffer.AsSpan(0, count));
            var first = events.Length;
            while (first > 0 && events[first - 1].Microseconds - begin >= _options.From)
                first--;
            var last = events.Length;
            while (last > first && events[last - 1].Microseconds - begin - _options.From >= _options.Length)
                last--;
            var isOver = last < events.Length;
            events = events[first..last];
            if (!events.IsEmpty)
            {
                foreach (ref readonly var one in events)
                    Count += one.IsTimeMark ? 0 : 1;
                take(events);
            }

            if (isOver)
                break;
        }
    }

    private IEventReader OpenRecording(Terminal terminal)
    {
        var reader = EventRecording.Open(_options.Subject, _options.Source.Format, _options.Source.Options, terminal, out var format);
        Format = format.Name;
        return reader;
    }
}
