using System.Globalization;
using EdgeSnn.Firmware.Pictures;
using Spectre.Console;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>Moving pictures in the terminal, about fifteen a second.</summary>
internal static class EventPlay
{
    private const int FramesPerSecond = 15;
    private const int CurveRows = 4;
    private const int MostCurveColumns = 120;
    // Of the panel's border, the curve, its axis and the status line.
    private const int OtherRows = 2 + CurveRows + 3;

    /// <summary>Plays a recording that was read through once, then leaves its picture as a whole.</summary>
    public static void Play(ShowOptions options, EventScan scan, Terminal terminal)
    {
        if (scan.Count == 0)
        {
            ShowText.Print(options, scan, terminal.Out);
            return;
        }

        var console = Console(terminal);
        var plan = PlayPlan.Of(scan.Curve.End - scan.Curve.Start, FramesPerSecond, options.Speed);
        var frames = new EventFrames(options, scan, plan);
        var began = terminal.Time.GetTimestamp();
        try
        {
            console.Live(new Text("")).Start(live => frames.Read(terminal, (counts, frame) =>
            {
                var due = (frame + 1) / (double)FramesPerSecond;
                var wait = TimeSpan.FromSeconds(due) - terminal.Time.GetElapsedTime(began);
                // A slow terminal leaves frames out; the pace stays.
                if (wait < TimeSpan.FromSeconds(-1.0 / FramesPerSecond))
                    return;
                var now = scan.Curve.Start + (long)(frame * plan.FrameMicroseconds);
                var status = string.Create(CultureInfo.InvariantCulture, $"{(now - scan.Curve.Start) / 1e6:0.000} s, {plan.SpeedText}; Ctrl-C ends");
                live.UpdateTarget(Draw(console, options.Subject, counts, (scan.Curve, now), status));
                if (wait > TimeSpan.Zero)
                    terminal.Stop.WaitHandle.WaitOne(wait);
            }));
        }
        catch (OperationCanceledException) when (terminal.Stop.IsCancellationRequested)
        {
            // What was seen so far is no reason to leave without the whole.
        }

        console.Write(Draw(console, options.Subject, scan.Counts, (scan.Curve, null), ShowText.Title(options, scan)));
    }

    /// <summary>Shows events as they come, until they end or the run is stopped.</summary>
    public static int Follow(ShowOptions options, Terminal terminal)
    {
        var console = Console(terminal);
        var scan = new EventScan(options);
        var counts = (EventCounts?)null;
        var curve = new RateCurve(options.BinMicroseconds);
        var frame = TimeSpan.FromSeconds(1.0 / FramesPerSecond);
        var drawn = terminal.Time.GetTimestamp();
        console.Live(new Text($"{options.Subject}: waiting for events; Ctrl-C ends")).Start(live => scan.Read(terminal, events =>
        {
            counts ??= new EventCounts(scan.Geometry);
            counts.Add(events);
            curve.Add(events);
            if (terminal.Time.GetElapsedTime(drawn) < frame)
                return;
            drawn = terminal.Time.GetTimestamp();
            live.UpdateTarget(Draw(console, options.Subject, counts, (curve, null), ShowText.Title(options, scan, curve)));
            counts.Clear();
        }));
        if (scan.Count == 0)
            terminal.Out.WriteLine(ShowText.Title(options, scan, curve));
        return ExitCode.Ok;
    }

    private static Rows Draw(IAnsiConsole console, string name, EventCounts counts, (RateCurve Curve, long? Position) rate, string status)
    {
        var (columns, rows) = (console.Profile.Width, console.Profile.Height);
        var picture = TerminalPicture.Fit(counts, Math.Max(16, columns - 4), Math.Max(4, rows - OtherRows));
        var curve = RateText.Lines(rate.Curve, Math.Clamp(columns - 1, 30, MostCurveColumns), CurveRows, rate.Position);
        return new Rows(
            new Panel(picture).Header(Markup.Escape(name)).BorderColor(Color.Grey),
            new Text(string.Join('\n', curve), new Style(Color.Aqua)),
            new Text(status, new Style(Color.Grey)));
    }

    private static IAnsiConsole Console(Terminal terminal) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
}
