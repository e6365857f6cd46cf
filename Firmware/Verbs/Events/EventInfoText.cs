using System.Globalization;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary>Sums a recording up, and prints it.</summary>
internal static class EventInfoText
{
    /// <summary>Reads a recording through.</summary>
    /// <exception cref="UsageException">No format of that name.</exception>
    /// <exception cref="BadFileException">The recording cannot be read.</exception>
    public static EventInfo Describe(string path, EventSource source, Terminal terminal)
    {
        using var reader = EventRecording.Open(path, source.Format, source.Options, terminal, out var format);
        var info = new EventInfo { File = path, Format = format.Name };
        EventRecording.ReadAll(path, reader, Sum, terminal.Stop);
        return info.With(reader);

        void Sum(ReadOnlySpan<Sensors.Events.DvsEvent> events)
        {
            var (x, y, on) = (0L, 0L, 0L);
            foreach (var one in events)
            {
                x += one.X;
                y += one.Y;
                on += one.Polarity;
            }

            info = info with
            {
                Count = info.Count + events.Length,
                First = info.First ?? EventFields.Of(events[0]),
                Last = EventFields.Of(events[^1]),
                SumX = info.SumX + x,
                SumY = info.SumY + y,
                SumPolarity = info.SumPolarity + on,
            };
        }
    }

    /// <summary>Prints it for people.</summary>
    public static void Print(EventInfo info, TextWriter writer)
    {
        var size = info.Width > 0 ? $"{info.Width} x {info.Height}" : "size unknown";
        Line($"{info.File}: {info.Format}, {size}, {info.Count} events in {info.Seconds:0.000000} s, {info.EventsPerSecond:0} per second");
        if (info is { First: { } first, Last: { } last })
        {
            Line($"first        {Show(first)}");
            Line($"last         {Show(last)}");
        }

        Line($"sums         x {info.SumX}, y {info.SumY}, ON {info.SumPolarity}");
        Line($"triggers     {info.Triggers}");
        Line($"regressions  {info.Regressions} events given the latest time before them");
        Line($"dropped      {info.OutOfRange} outside the sensor, {info.BeforeTimeBase} before the first time");
        Line($"skipped      {info.Unknown} words or records of undefined kinds, {info.DamagedBytes} damaged bytes");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Show(EventFields one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.T} us at ({one.X}, {one.Y}), {(one.P == 1 ? "ON" : "OFF")}");
}
