using System.Globalization;
using System.Text;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>
/// Draws operating curves as SVG: missed commands against accepted unknown words, one line per speech-to-noise ratio, a dot
/// at the shipped threshold. By hand, because OxyPlot, which draws the trainer's curves, cannot be trimmed for NativeAOT.
/// </summary>
internal static class OperatingPlot
{
    private const int Width = 720;
    private const int Height = 480;
    private const int Left = 70;
    private const int Right = 150;
    private const int Top = 50;
    private const int Bottom = 60;
    private const int GridLines = 10;

    // Okabe and Ito's colors, which color-blind readers tell apart.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>Writes an SVG file.</summary>
    /// <exception cref="DeviceException">The file cannot be written.</exception>
    public static void Write(StreamSummary summary, string path)
    {
        try
        {
            File.WriteAllText(path, Draw(summary));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"--plot {path}: {OneLine.Of(error)}", error);
        }
    }

    /// <summary>The drawing as text.</summary>
    public static string Draw(StreamSummary summary)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Text(svg, Width / 2, 26, "middle", $"{summary.Model}: missed commands against accepted unknown words");
        var points = summary.Streams.SelectMany(stream => stream.Curve).Select(Place).ToArray();
        var (right, top) = (RoundUp(points.Max(point => point.X)), RoundUp(points.Max(point => point.Y)));
        DrawGrid(svg, right, top);
        for (var index = 0; index < summary.Streams.Count; index++)
            DrawCurve(svg, summary.Streams[index], index, point => (X(point.X / right), Y(point.Y / top)));
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void DrawGrid(StringBuilder svg, double right, double top)
    {
        for (var line = 0; line <= GridLines; line++)
        {
            var share = line / (double)GridLines;
            Add(svg, $"<path d=\"M{X(share):0.0} {Y(0):0.0}V{Y(1):0.0}M{X(0):0.0} {Y(share):0.0}H{X(1):0.0}\" stroke=\"#ddd\"/>");
            Text(svg, X(share), Y(0) + 18, "middle", $"{100 * right * share:0.#}");
            Text(svg, X(0) - 8, Y(share) + 4, "end", $"{100 * top * share:0.#}");
        }

        Text(svg, X(0.5), Height - 16, "middle", $"unknown words accepted [%]");
        Add(svg, $"<text transform=\"translate(20 {Y(0.5):0.0}) rotate(-90)\" text-anchor=\"middle\">commands missed [%]</text>");
    }

    private static void DrawCurve(StringBuilder svg, StreamReport stream, int index, Func<(double X, double Y), (double X, double Y)> onPaper)
    {
        var color = Colors[index % Colors.Length];
        var line = string.Join(' ', stream.Curve.Select(point => Pair(onPaper(Place(point)))));
        Add(svg, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
        foreach (var (x, y) in stream.Curve.Where(point => point.IsShipped).Select(point => onPaper(Place(point))))
            Add(svg, $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"5\" fill=\"{color}\"/>");
        var legend = Top + 10 + (22 * index);
        Add(svg, $"<path d=\"M{Width - Right + 16} {legend}h24\" stroke=\"{color}\" stroke-width=\"2\"/>");
        Text(svg, Width - Right + 46, legend + 4, "start", $"{(stream.Snr is { } snr ? $"{snr:0.#} dB" : "clean")}");
    }

    private static (double X, double Y) Place(OperatingPoint point) => (point.AcceptedRate ?? 0, point.MissRate ?? 0);

    private static double X(double share) => Left + (share * (Width - Left - Right));

    private static double Y(double share) => Height - Bottom - (share * (Height - Top - Bottom));

    // To the next 10 %, so that grid lines carry round numbers.
    private static double RoundUp(double rate) => Math.Max(0.1, Math.Ceiling(rate * 10) / 10);

    private static string Pair((double X, double Y) point) => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.0},{point.Y:0.0}");

    private static void Text(StringBuilder svg, double x, double y, string anchor, FormattableString text)
    {
        var escaped = text.ToString(CultureInfo.InvariantCulture).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        Add(svg, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\">{escaped}</text>");
    }

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
