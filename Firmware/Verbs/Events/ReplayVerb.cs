using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary><c>edgesnn replay</c>: a recording as a live camera would send it.</summary>
internal static class ReplayVerb
{
    private const int WaitMilliseconds = 1;

    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        On tcp and unix it is a server like DV's: it waits for a client, and others may join later. On udp it sends to an address.

        Examples:
          edgesnn replay recording.raw tcp://127.0.0.1:7777
          edgesnn replay recording.aedat4 udp://127.0.0.1:3333,layout=spif --speed 0.5
        In another terminal:
          edgesnn run --model gestures --events tcp://127.0.0.1:7777
        """;

    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("FILE") { Description = "A recording of events" };
        var address = new Argument<string>("ADDRESS") { Description = "tcp://HOST:PORT, unix:PATH or udp://HOST:PORT,layout=spif|faery|faery32" };
        var format = EventSource.FormatOption();
        var size = EventSource.SizeOption();
        var filters = EventOptions.Filters();
        var speed = new Option<double>("--speed") { Description = "How many times as fast as it was", HelpName = "X", DefaultValueFactory = _ => 1 };
        var command = new Command("replay", "Sends a recording of events to a socket, at its own pace") { input, address, format, size, filters, speed };
        command.SetAction(parsed => Run(
            parsed.GetValue(input)!, parsed.GetValue(address)!, EventSource.Parse(parsed.GetValue(format), parsed.GetValue(size)),
            EventOptions.ParseFilters(parsed.GetValue(filters)), parsed.GetValue(speed), terminal));
        return command;
    }

    private static int Run(
        string input, string address, EventSource source, IReadOnlyList<EventFilterRequest> filters, double speed, Terminal terminal)
    {
        if (!(speed > 0 && speed <= 1000))
            throw new UsageException($"--speed {speed}: more than 0, at most 1000");
        using var reader = EventRecording.OpenFile(input, source.Format, source.Options, out _);
        using var sensor = new EventSensor(reader, new EventSensorOptions { TickMicroseconds = 1000, Filters = filters, Geometry = source.Options.Geometry });
        using var paced = new EventReplay(sensor, new ScaledTime(terminal.Time, speed));
        Begin(input, sensor);
        using var sending = EventSending.Open(address, sensor.Geometry);
        if (sending.Listening is { } listening)
            terminal.Error.WriteLine($"listening on {listening}");
        sending.WaitForClient(terminal.Stop);
        var watch = Stopwatch.StartNew();
        var sent = Send(input, paced, sending, terminal);
        var stalled = sending.Stalled == 0 ? "" : $", {sending.Stalled} clients let go";
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent} events in {watch.Elapsed.TotalSeconds:0.00} s{stalled}"));
        return ExitCode.Ok;
    }

    // The size of the sensor is sent before the first event.
    private static void Begin(string input, EventSensor sensor)
    {
        try
        {
            sensor.Begin();
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"{input}: {error.Message}", error);
        }
    }

    private static long Send(string input, EventReplay paced, EventSending sending, Terminal terminal)
    {
        var buffer = new DvsEvent[4096];
        var sent = 0L;
        try
        {
            while (!terminal.Stop.IsCancellationRequested)
            {
                var status = paced.Read(buffer, out var count);
                if (status == SensorStatus.EndOfStream)
                    break;
                var events = WithoutMarks(buffer.AsSpan(0, count));
                if (events.IsEmpty)
                    terminal.Stop.WaitHandle.WaitOne(WaitMilliseconds);
                else
                    sending.Send(events);
                sent += events.Length;
            }

            return sent;
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"{input}: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new BadFileException($"{input}: does not fit the layout: {OneLine.Of(error).Split(" (Parameter '")[0]}", error);
        }
    }

    /// <summary>The events alone, moved to the front.</summary>
    internal static Span<DvsEvent> WithoutMarks(Span<DvsEvent> events)
    {
        var kept = 0;
        foreach (var one in events)
        {
            if (!one.IsTimeMark)
                events[kept++] = one;
        }

        return events[..kept];
    }

    /// <summary>A clock that runs faster or slower.</summary>
    private sealed class ScaledTime(TimeProvider time, double speed) : TimeProvider
    {
        private readonly long _start = time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => _start + (long)((time.GetTimestamp() - _start) * speed);
    }
}
