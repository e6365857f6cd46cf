using System.CommandLine;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>Options that verbs on events share.</summary>
internal static class EventOptions
{
    /// <summary>Filters between the recording and whoever takes its events.</summary>
    public static Option<string[]> Filters() => new("--filter")
    {
        Description = "A filter of the events; may be given several times, the first one being nearest to the sensor",
        HelpName = "NAME:VALUE,...",
    };

    /// <summary>The filters that were asked for.</summary>
    /// <exception cref="UsageException">No such filter, or a value is missing or out of range.</exception>
    public static IReadOnlyList<EventFilterRequest> ParseFilters(string[]? given)
    {
        try
        {
            return [.. (given ?? []).Select(EventFilters.Parse)];
        }
        catch (FormatException error)
        {
            throw new UsageException($"--{error.Message}");
        }
    }
}
