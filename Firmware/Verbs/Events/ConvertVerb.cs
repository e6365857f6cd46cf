using System.CommandLine;
using System.Globalization;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary><c>edgesnn convert</c>: a recording of events in another format.</summary>
internal static class ConvertVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Examples:
          edgesnn convert recording.raw recording.csv
          edgesnn convert recording.aedat4 small.raw --to evt3
          edgesnn convert - recording.dat --format evt2
        Formats are told by content; 'edgesnn list' names them all, docs/event-formats.md says what each can hold.
        """;

    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("IN") { Description = "A recording of events, or - for standard input" };
        var output = new Argument<string?>("OUT") { Description = "The file to write, or - for standard output", Arity = ArgumentArity.ZeroOrOne };
        // As with every other verb that writes a file.
        var named = new Option<string?>("--output", "-o") { Description = "The same as OUT", HelpName = "OUT" };
        var format = EventSource.FormatOption();
        var size = EventSource.SizeOption();
        var to = new Option<string?>("--to") { Description = "Format to write (default: by the extension of OUT)", HelpName = "NAME" };
        var command = new Command("convert", "Converts a recording of an event camera to another format") { input, output, named, format, to, size };
        command.SetAction(parsed =>
        {
            var file = OneOf(parsed.GetValue(output), parsed.GetValue(named));
            return Run(
                parsed.GetValue(input)!, file, EventSource.Parse(parsed.GetValue(format), parsed.GetValue(size)),
                Target(file, parsed.GetValue(to)), terminal);
        });
        return command;
    }

    private static string OneOf(string? argument, string? option) => (argument, option) switch
    {
        (null, null) => throw new UsageException("convert: no OUT; as in 'edgesnn convert recording.raw recording.csv'"),
        (not null, not null) => throw new UsageException($"convert: both {argument} and --output {option}; one of them"),
        _ => argument ?? option!,
    };

    private static int Run(string input, string output, EventSource source, EventFormat target, Terminal terminal)
    {
        using var reader = EventRecording.Open(input, source.Format, source.Options, terminal, out var format);
        if (output == EventRecording.Standard)
        {
            using var stream = terminal.OpenOutput();
            Copy(input, reader, stream, target, terminal.Stop);
        }
        else
        {
            WholeFile.Write(output, stream => Copy(input, reader, stream, target, terminal.Stop));
        }

        var counters = reader.Counters;
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Events} events, {format.Name} to {target.Name}; left out: {counters.Triggers} triggers, {counters.OutOfRange} outside the sensor, {counters.BeforeTimeBase} before the first time"));
        return ExitCode.Ok;
    }

    private static void Copy(string input, IEventReader reader, Stream stream, EventFormat target, CancellationToken stop)
    {
        try
        {
            IEventWriter? writer = null;
            // The size is known once the header is read, which the first events show.
            EventRecording.ReadAll(
                input, reader, events => (writer ??= target.CreateWriter!(stream, reader.Geometry)).Write(events), stop);
            (writer ?? target.CreateWriter!(stream, reader.Geometry)).Finish();
        }
        catch (ArgumentException error)
        {
            // The library appends the name of a parameter, which means nothing here.
            var reason = OneLine.Of(error).Split(" (Parameter '")[0];
            throw new BadFileException($"{input}: does not fit into {target.Name}: {reason}", error);
        }
    }

    /// <summary>The format to write: named, or told by the extension.</summary>
    /// <exception cref="UsageException">No such format, or one that is only read.</exception>
    internal static EventFormat Target(string output, string? name)
    {
        var writable = EventRecording.Formats.Where(format => format.CreateWriter is not null);
        if (name is not null)
        {
            var named = EventRecording.FormatOf(name);
            return named.CreateWriter is not null ? named : throw new UsageException($"--to {name}: this format is only read");
        }

        var extension = Path.GetExtension(output);
        return writable.FirstOrDefault(
                format => format.Extension.Length > 0 && format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"{output}: the extension names no format; give --to with one of {string.Join(", ", writable.Select(format => format.Name))}");
    }
}
