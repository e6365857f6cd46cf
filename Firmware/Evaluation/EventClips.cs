using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Clips of events, each from its first event to the end of the tick of its last one.</summary>
internal static class EventClips
{
    // 512 MB, about ten minutes of a busy street.
    private const int MostEvents = 1 << 25;

    /// <summary>The medium for a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="leastMilliseconds">Shorter clips are followed by silence until they last this long.</param>
    /// <param name="format">Format of the recordings, or null to tell it by content.</param>
    /// <param name="options">What the sensor does with the events.</param>
    public static ClipMedium<DvsEvent> Of(NetworkModel model, int leastMilliseconds, string? format, EventSensorOptions options) => new()
    {
        Files = ClipFiles.Events,
        CreateEncoder = () => Sensors.Catalog.CreateEventEncoder(model.Encoder),
        Load = clip => Load(clip.Path, format, options, leastMilliseconds * 1000L),
        Seconds = events => events.Length == 0 ? 0 : (events[^1].Microseconds - events[0].Microseconds) / 1e6,
    };

    /// <summary>The events of one clip, and a time mark at its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Format of the recording, or null to tell it by content.</param>
    /// <param name="options">What the sensor does with the events.</param>
    /// <param name="leastMicroseconds">A shorter clip is followed by silence until it lasts this long.</param>
    public static DvsEvent[] Load(string path, string? format, EventSensorOptions options, long leastMicroseconds)
    {
        using var sensor = new EventSensor(EventRecording.OpenFile(path, format, EventReadOptions.None, out _), options);
        var buffer = new DvsEvent[4096];
        var events = new List<DvsEvent>();
        while (sensor.Read(buffer, out var count) == SensorStatus.Data)
        {
            if (events.Count + count > MostEvents)
                throw new EventFormatException("recording", $"more than {MostEvents} events", "a clip");
            events.AddRange(buffer.AsSpan(0, count));
        }

        if (events.Count > 0 && events[^1].Microseconds - events[0].Microseconds < leastMicroseconds)
            events.Add(DvsEvent.TimeMark(events[0].Microseconds + leastMicroseconds));
        return [.. events];
    }
}
