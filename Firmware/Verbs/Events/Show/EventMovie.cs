using System.Globalization;
using EdgeSnn.Firmware.Pictures;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>Writes what a camera saw as PNG: all events in one picture, or frame by frame.</summary>
internal static class EventMovie
{
    private const int FramesPerSecond = 30;

    /// <summary>One picture.</summary>
    public static void WriteStill(ShowOptions options, EventScan scan, Terminal terminal)
    {
        var counts = scan.Counts;
        var painter = new EventPainter(counts.Width, counts.Height);
        WholeFile.Write(options.Output!, stream =>
        {
            var writer = new PngWriter(stream, painter.Width, painter.Height);
            writer.Write(painter.Paint(counts, scan.Curve.Rates(painter.Width)));
            writer.Finish();
        });
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Output}: {painter.Width} x {painter.Height} pixels, {scan.Count} events, rate up to {RateText.Rate(scan.Curve.Rates(painter.Width).Max())} per second below"));
    }

    /// <summary>One picture after another, from a second reading.</summary>
    public static void Write(ShowOptions options, EventScan scan, Terminal terminal)
    {
        var plan = PlayPlan.Of(scan.Curve.End - scan.Curve.Start, FramesPerSecond, options.Speed);
        var frames = new EventFrames(options, scan, plan);
        var painter = new EventPainter(scan.Counts.Width, scan.Counts.Height);
        var rates = scan.Curve.Rates(painter.Width);
        WholeFile.Write(options.Output!, stream => ProgressBar.Show(terminal, "frames", Task.Run(
            () =>
            {
                var writer = new PngWriter(stream, painter.Width, painter.Height, plan.Frames, (1, FramesPerSecond));
                frames.Read(terminal, (counts, frame) => writer.Write(
                    painter.Paint(counts, rates, (int)((long)frame * rates.Length / plan.Frames))));
                writer.Finish();
            }, CancellationToken.None), () => frames.Next / (double)plan.Frames));
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Output}: {painter.Width} x {painter.Height} pixels, {plan.Frames} frames of {plan.FrameMicroseconds / 1e3:0.###} ms, {plan.SpeedText}"));
    }
}
