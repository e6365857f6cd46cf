using System.Globalization;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What became of a recording's events, on standard error at the end of a run.</summary>
internal static class EventSummary
{
    /// <summary>How a live source held.</summary>
    public static void Print(string source, LiveEventReader reader, TextWriter writer)
    {
        var losses = reader.Losses == 0 ? "" : $", lost or not there {reader.Losses} times (last: {OneLine.Of(reader.LastLoss)})";
        writer.WriteLine($"{source}: connected {reader.Connections} times{losses}");
    }

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
        var (seen, given) = (EventInput.SizeOf(encoder.Options), sensor.Geometry);
        if (encoder.OutOfRange > 0 && (given.Width > seen.Width || given.Height > seen.Height))
        {
            writer.WriteLine(
                $"events: they come from {given.Width} x {given.Height} pixels, the network was made for {seen.Width} x {seen.Height};"
                + " --filter down:FACTOR makes them fewer, --filter roi:X,Y,WIDTH,HEIGHT takes a part");
        }
    }
}
