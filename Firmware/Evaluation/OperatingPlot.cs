using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Draws operating curves: missed commands against accepted unknown words, one line per speech-to-noise ratio.</summary>
internal static class OperatingPlot
{
    private const int Width = 720;
    private const int Height = 480;

    /// <summary>Writes an SVG file.</summary>
    /// <exception cref="DeviceException">The file cannot be written.</exception>
    public static void Write(StreamSummary summary, string path)
    {
        var plot = new PlotModel { Title = $"{summary.Model}: miss against acceptance of unknown words", Background = OxyColors.White };
        plot.Axes.Add(CreateAxis(AxisPosition.Bottom, "unknown words accepted [%]"));
        plot.Axes.Add(CreateAxis(AxisPosition.Left, "commands missed [%]"));
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.RightTop });
        foreach (var stream in summary.Streams)
        {
            plot.Series.Add(CreateCurve(stream));
            plot.Series.Add(CreateMark(stream));
        }

        try
        {
            using var file = File.Create(path);
            new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.Export(plot, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"--plot {path}: {OneLine.Of(error)}", error);
        }
    }

    private static LinearAxis CreateAxis(AxisPosition position, string title) => new()
    {
        Position = position, Title = title, Minimum = 0, MajorGridlineStyle = LineStyle.Dot, MajorGridlineColor = OxyColors.LightGray,
    };

    private static LineSeries CreateCurve(StreamReport stream)
    {
        var series = new LineSeries { Title = Name(stream) };
        series.Points.AddRange(stream.Curve.Select(Place));
        return series;
    }

    private static ScatterSeries CreateMark(StreamReport stream)
    {
        var series = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = OxyColors.Black };
        foreach (var point in stream.Curve.Where(point => point.IsShipped).Select(Place))
            series.Points.Add(new ScatterPoint(point.X, point.Y));
        return series;
    }

    private static DataPoint Place(OperatingPoint point) => new(100 * (point.AcceptedRate ?? 0), 100 * (point.MissRate ?? 0));

    private static string Name(StreamReport stream) => stream.Snr is { } snr ? $"{snr:0.#} dB" : "clean";
}
