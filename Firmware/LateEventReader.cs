using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware;

/// <summary>
/// A reader that is opened at its first read, on the sensor thread: outputs are up before the first event, and a silent pipe
/// can be given up.
/// </summary>
internal sealed class LateEventReader : IEventReader
{
    private readonly Func<IEventReader> _open;
    private readonly EventCounters _none = new();
    private IEventReader? _reader;

    public LateEventReader(Func<IEventReader> open) => _open = open;

    public EventGeometry Geometry => _reader?.Geometry ?? default;

    public EventCounters Counters => _reader?.Counters ?? _none;

    public int Read(Span<DvsEvent> events) => (_reader ??= _open()).Read(events);

    public void Dispose() => _reader?.Dispose();
}
