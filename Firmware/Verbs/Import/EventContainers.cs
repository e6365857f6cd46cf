using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Containers;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>The containers of events that this build reads: all. <c>NoImport</c> holds its twin for builds without.</summary>
internal static class EventContainers
{
    /// <summary>Their formats, which go before those without a sure signature.</summary>
    public static IReadOnlyList<EventFormat> Formats => ContainerFormats.All;
}
