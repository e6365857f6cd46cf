using System.Globalization;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What became of a recording's events, on standard error at the end of a run.</summary>
internal static class EventSummary
{
    public static void Print(EventSensor sensor, EventGridEncoder encoder, TextWriter writer)
    {
        var counters = sensor.Counters;
        (long Count, string What)[] counts =
        [
            (sensor.Filtered, "filtered"),
            (encoder.OutOfRange, "beside the grid"),
            (encoder.Merged, "merged with others of their cell and tick"),
            (encoder.Late, "late"),
            (encoder.Jumps, "jumps of the clock"),
            (counters.Regressions, "out of order"),
            (counters.OutOfRange, "beside the sensor"),
            (counters.BeforeTimeBase, "before the first time"),
            (counters.Unknown, "words of unknown kind"),
            (counters.DamagedBytes, "damaged bytes"),
        ];
        var text = string.Create(CultureInfo.InvariantCulture, $"events: {counters.Events} read, {encoder.Events} on the grid");
        foreach (var (count, what) in counts.Where(one => one.Count > 0))
            text += string.Create(CultureInfo.InvariantCulture, $", {count} {what}");
        writer.WriteLine(text);
    }
}
