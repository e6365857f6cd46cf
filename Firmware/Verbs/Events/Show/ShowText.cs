using System.Globalization;
using EdgeSnn.Firmware.Pictures;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>A recording as one page of plain text: 80 columns, no more than 40 rows.</summary>
internal static class ShowText
{
    private const int Columns = 80;
    private const int PictureRows = 26;
    private const int CurveRows = 5;

    /// <summary>Prints it.</summary>
    public static void Print(ShowOptions options, EventScan scan, TextWriter writer)
    {
        writer.WriteLine(Title(options, scan));
        if (scan.Count == 0)
        {
            if (scan.Length is { } length)
                writer.WriteLine(Beside(length, options));
            return;
        }

        var lines = TerminalPicture.Fit(scan.Counts, Columns - 2, PictureRows).Lines();
        var border = $"+{new string('-', lines[0].Length)}+";
        writer.WriteLine(border);
        foreach (var line in lines)
            writer.WriteLine($"|{line}|");
        writer.WriteLine(border);
        foreach (var line in RateText.Lines(scan.Curve, Columns, CurveRows))
            writer.WriteLine(line.TrimEnd());
    }

    /// <summary>Why a stretch has no events, when the recording has.</summary>
    public static string Beside(long length, ShowOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"none from {options.From / 1e6:0.######} s on; the recording was read to {length / 1e6:0.000000} s after its first event");

    /// <summary>What it is, in one line.</summary>
    public static string Title(ShowOptions options, EventScan scan, RateCurve? curve = null)
    {
        curve ??= scan.Curve;
        var size = scan.Geometry == default ? "size unknown" : $"{scan.Geometry.Width} x {scan.Geometry.Height}";
        var format = scan.Format.Length == 0 ? "live" : scan.Format;
        var seconds = (curve.End - curve.Start) / 1e6;
        var on = scan.Count == 0 ? 0 : 100.0 * curve.Bins.Sum(bin => bin.On) / scan.Count;
        return string.Create(
            CultureInfo.InvariantCulture, $"{options.Subject}: {format}, {size}, {scan.Count} events in {seconds:0.000000} s, {on:0} % ON");
    }
}
