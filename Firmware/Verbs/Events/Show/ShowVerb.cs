using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary><c>edgesnn show</c>: what a camera saw, in the terminal, as a picture, or as numbers.</summary>
internal static class ShowVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        In a terminal a recording is played, with its rate over time below; --still, or a pipe, makes it one page of text. What is
        shorter than a second is slowed down, what is long is speeded up, unless --speed says otherwise. Orange grew brighter,
        blue grew darker. A live source is shown as it comes, until Ctrl-C.

        Examples:
          edgesnn show recording.raw
          edgesnn show recording.aedat4 -o all.png                        one picture of all events, with their rate below
          edgesnn show recording.aedat4 -o frame.png --from 0.5 --seconds 0.02
          edgesnn show recording.es -o moving.apng --speed 0.25           animated; browsers play it
          edgesnn show recording.raw --csv --bin-ms 10 >rate.csv
          edgesnn show tcp://127.0.0.1:7777 --filter denoise
        """;

    private const string Still = ".png";
    private const string Animated = ".apng";

    public static Command Create(Terminal terminal)
    {
        var subject = new Argument<string>("FILE") { Description = "A recording of events, - for standard input, or a live source" };
        var output = new Option<string?>("--output", "-o") { Description = "A picture to write: .png of all events, .apng moving", HelpName = "FILE" };
        var from = new Option<double>("--from") { Description = "Where to begin, in seconds after the first event", HelpName = "S" };
        var seconds = new Option<double?>("--seconds") { Description = "How much to show (default: all)", HelpName = "S" };
        var speed = new Option<double?>("--speed") { Description = "How many times as fast as it was (default: as suits its length)", HelpName = "X" };
        var bin = new Option<double?>("--bin-ms") { Description = "Width of the bins of the rate (default: as suits its length)", HelpName = "MS" };
        var still = new Option<bool>("--still") { Description = "One page of text in place of moving pictures" };
        var json = Options.Json("Print the rate over time as JSON");
        var csv = new Option<bool>("--csv") { Description = "Print the rate over time as comma-separated values" };
        var format = EventSource.FormatOption();
        var size = EventSource.SizeOption();
        var filters = EventOptions.Filters();
        var command = new Command("show", "Shows a recording of an event camera: picture, animation, rate over time")
        {
            subject, output, from, seconds, speed, bin, still, json, csv, format, size, filters,
        };
        command.SetAction(parsed => Run(
            new ShowOptions
            {
                Subject = parsed.GetValue(subject)!,
                Source = EventSource.Parse(parsed.GetValue(format), parsed.GetValue(size)),
                Filters = EventOptions.ParseFilters(parsed.GetValue(filters)),
                Output = parsed.GetValue(output),
                From = parsed.GetValue(from) == 0 ? 0 : Microseconds("--from", parsed.GetValue(from), 1e6),
                Length = parsed.GetValue(seconds) is { } length ? Microseconds("--seconds", length, 1e6) : long.MaxValue,
                Speed = parsed.GetValue(speed) is null or (> 0 and <= 1e6) ? parsed.GetValue(speed)
                    : throw new UsageException($"--speed {parsed.GetValue(speed)}: more than 0, at most 1000000"),
                BinMicroseconds = parsed.GetValue(bin) is { } width ? Microseconds("--bin-ms", width, 1e3) : null,
                IsStill = parsed.GetValue(still),
                IsJson = parsed.GetValue(json),
                IsCsv = parsed.GetValue(csv),
            },
            terminal));
        return command;
    }

    private static long Microseconds(string option, double value, double unit) => value * unit is >= 1 and <= 1e18
        ? (long)Math.Round(value * unit)
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {value}: a microsecond or more"));

    private static int Run(ShowOptions options, Terminal terminal)
    {
        var isAnimated = options.Output?.EndsWith(Animated, StringComparison.OrdinalIgnoreCase) == true;
        if (options.Output is not null && !isAnimated && !options.Output.EndsWith(Still, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{options.Output}: expected a name that ends in {Still} or {Animated}");
        if (isAnimated && options.IsStream)
            throw new UsageException($"{options.Output}: an animation needs a recording that can be read twice; 'edgesnn record' makes one of a stream");
        var isNumbers = options.IsJson || options.IsCsv;
        var isPlayed = terminal.IsInteractive && !options.IsStill && !isNumbers && options.Output is null;
        if (LiveEvents.Names(options.Subject) && !isPlayed && options.Length == long.MaxValue)
            throw new UsageException($"{options.Subject}: give --seconds, for a live source has no end");
        if (options.IsStream && isPlayed)
            return EventPlay.Follow(options, terminal);

        var scan = Scan(options, terminal);
        if (options.Output is not null)
            WritePicture(options, scan, isAnimated, terminal);
        if (isNumbers)
            PrintNumbers(options, scan, terminal.Out);
        else if (isPlayed)
            EventPlay.Play(options, scan, terminal);
        else if (options.Output is null)
            ShowText.Print(options, scan, terminal.Out);
        return ExitCode.Ok;
    }

    private static EventScan Scan(ShowOptions options, Terminal terminal)
    {
        var scan = new EventScan(options);
        ProgressBar.Show(terminal, "events", Task.Run(() => scan.Run(terminal), CancellationToken.None), () => scan.Share);
        // What was interrupted is shown as far as it was read.
        return scan;
    }

    private static void WritePicture(ShowOptions options, EventScan scan, bool isAnimated, Terminal terminal)
    {
        if (scan.Count == 0)
            throw new EventFormatException(
                $"{options.Subject}, events", scan.Length is { } length ? ShowText.Beside(length, options) : "none", "one at least to make a picture of");
        if (isAnimated)
            EventMovie.Write(options, scan, terminal);
        else
            EventMovie.WriteStill(options, scan, terminal);
    }

    private static void PrintNumbers(ShowOptions options, EventScan scan, TextWriter writer)
    {
        var report = ShowReport.Of(options, scan);
        if (options.IsJson)
        {
            writer.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ShowReport));
            return;
        }

        writer.WriteLine("seconds,on,off");
        foreach (var point in report.Rate)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.Seconds:0.######},{point.On},{point.Off}"));
    }
}
