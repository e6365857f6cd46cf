using System.CommandLine;
using System.Globalization;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;
using EdgeSnn.Sensors.Events.Live;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary><c>edgesnn record</c>: the events of a live source, or of anything else, in a file.</summary>
internal static class RecordVerb
{
    /// <summary>Printed below the options.</summary>
    public static readonly string Notes = $"""
        Ends after --seconds or --events, or at Ctrl-C; the file is then complete.

        Sources, beside recordings and -:
        {string.Join('\n', LiveEvents.All.Select(source => $"  {source.Syntax,-34}{source.Description}"))}

        Examples:
          edgesnn record tcp://127.0.0.1:7777 -o scene.aedat4 --seconds 10
          edgesnn record v4l2:/dev/video0 -o scene.raw --size 320x320 --filter denoise
        """;

    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("SOURCE") { Description = "A live source, a recording, or - for standard input" };
        var output = new Option<string>("--output", "-o") { Description = "The file to write", HelpName = "FILE", Required = true };
        var to = new Option<string?>("--to") { Description = "Format to write (default: by the extension of the file)", HelpName = "NAME" };
        var format = EventSource.FormatOption();
        var size = EventSource.SizeOption();
        var filters = EventOptions.Filters();
        var seconds = new Option<double?>("--seconds") { Description = "How long, from the first event on, in the events' own time", HelpName = "N" };
        var events = new Option<long?>("--events") { Description = "How many events", HelpName = "N" };
        var command = new Command("record", "Writes the events of a camera into a file") { source, output, to, format, size, filters, seconds, events };
        command.SetAction(parsed => Run(
            parsed.GetValue(source)!, parsed.GetValue(output)!, ConvertVerb.Target(parsed.GetValue(output)!, parsed.GetValue(to)),
            new Limits(EventSource.Parse(parsed.GetValue(format), parsed.GetValue(size)), EventOptions.ParseFilters(parsed.GetValue(filters)),
                Positive("--seconds", parsed.GetValue(seconds)), (long?)Positive("--events", parsed.GetValue(events))),
            terminal));
        return command;
    }

    private static double? Positive(string option, double? value) =>
        value is null or > 0 ? value : throw new UsageException($"{option} {value}: more than 0");

    private static int Run(string source, string output, EventFormat target, Limits limits, Terminal terminal)
    {
        using var reader = LiveEvents.Names(source)
            ? LiveEvents.Open(source, limits.Source.Format, limits.Source.Options, terminal)
            : EventRecording.Open(source, limits.Source.Format, limits.Source.Options, terminal, out _);
        using var sensor = new EventSensor(
            reader, new EventSensorOptions { TickMicroseconds = 1000, Filters = limits.Filters, Geometry = limits.Source.Options.Geometry });
        var written = 0L;
        if (reader is LiveEventReader)
            terminal.Error.WriteLine($"{source}: waiting for events; Ctrl-C ends, and the file is then complete");
        WholeFile.Write(output, stream => written = Copy(source, sensor, stream, target, limits, terminal));
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} events in {output} ({target.Name})"));
        if (reader is LiveEventReader live)
            EventSummary.Print(source, live, terminal.Error);
        return ExitCode.Ok;
    }

    private static long Copy(
        string source, EventSensor sensor, Stream stream, EventFormat target, Limits limits, Terminal terminal)
    {
        var buffer = new DvsEvent[4096];
        IEventWriter? writer = null;
        var (written, first) = (0L, long.MinValue);
        try
        {
            while (!terminal.Stop.IsCancellationRequested && written < (limits.Events ?? long.MaxValue)
                && sensor.Read(buffer, out var count) != Runtime.Contracts.SensorStatus.EndOfStream)
            {
                first = first == long.MinValue ? buffer[0].Microseconds : first;
                var isOver = buffer[count - 1].Microseconds - first >= (limits.Seconds ?? double.PositiveInfinity) * 1e6;
                var events = ReplayVerb.WithoutMarks(buffer.AsSpan(0, count));
                events = events[..(int)Math.Min(events.Length, (limits.Events ?? long.MaxValue) - written)];
                while (isOver && events.Length > 0 && events[^1].Microseconds - first > limits.Seconds * 1e6)
                    events = events[..^1];
                (writer ??= target.CreateWriter!(stream, sensor.Geometry)).Write(events);
                written += events.Length;
                if (isOver)
                    break;
            }

            (writer ?? target.CreateWriter!(stream, sensor.Geometry)).Finish();
            return written;
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"{source}: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new BadFileException($"{source}: does not fit into {target.Name}: {OneLine.Of(error).Split(" (Parameter '")[0]}", error);
        }
    }

    private sealed record Limits(EventSource Source, IReadOnlyList<EventFilterRequest> Filters, double? Seconds, long? Events);
}
