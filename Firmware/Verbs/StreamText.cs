using System.Globalization;
using EdgeSnn.Firmware.Evaluation;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A stream evaluation as plain text.</summary>
internal static class StreamText
{
    public static void Print(StreamSummary summary, TextWriter writer)
    {
        foreach (var note in summary.Notes)
            writer.WriteLine($"note: {note}");
        Line(writer, $"{summary.Model}: {summary.Clips} clips, seed {summary.Seed}, trigger at {summary.Threshold:0.000}, {summary.Seconds:0.0} s");
        writer.WriteLine();
        writer.WriteLine("noise      hits            wrong    unknown    stray   false alarms   latency after the word's end");
        writer.WriteLine("                            word    accepted           per hour       p50       p90");
        foreach (var stream in summary.Streams)
        {
            Line(writer, $"{Ratio(stream),-8} {Percent(stream.HitRate),8} ±{Half(stream.HitInterval),4:0.0} {Percent(stream.WrongRate),11} {Percent(stream.AcceptedRate),10} {stream.Stray,7} {Number(stream.FalseAlarmsPerHour, "0.0"),10} {Milliseconds(stream.LatencyP50),14} {Milliseconds(stream.LatencyP90),9}");
        }

        foreach (var stream in summary.Streams)
            PrintCurve(stream, writer);
    }

    private static void PrintCurve(StreamReport stream, TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine($"operating curve, {Ratio(stream)} (* = as shipped)");
        writer.WriteLine("  threshold     miss    wrong  unknown accepted  false alarms/h");
        foreach (var point in stream.Curve)
        {
            Line(writer, $"{(point.IsShipped ? '*' : ' ')} {point.Threshold,9:0.000} {Percent(point.MissRate),9} {Percent(point.WrongRate),8} {Percent(point.AcceptedRate),12} {Number(point.FalseAlarmsPerHour, "0.0"),13}");
        }
    }

    /// <summary>How a stream's noise is called.</summary>
    public static string Ratio(StreamReport stream)
        => stream.Snr is { } snr ? string.Create(CultureInfo.InvariantCulture, $"{snr:0.#} dB") : "clean";

    private static double Half(WilsonInterval interval) => 50 * (interval.High - interval.Low);

    private static string Percent(double? rate) => Number(100 * rate, "0.0") + (rate is null ? "" : " %");

    private static string Milliseconds(double? seconds) => Number(1000 * seconds, "0") + (seconds is null ? "" : " ms");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void Line(TextWriter writer, FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
