using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The containers of events that a device's build reads: none, for their packages are heavy.</summary>
internal static class EventContainers
{
    /// <summary>Their formats.</summary>
    public static IReadOnlyList<EventFormat> Formats { get; } = [];
}
