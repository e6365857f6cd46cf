using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware;

/// <summary>Recordings of events as the command line names them: a path or <c>-</c>, and perhaps a format.</summary>
internal static class EventRecording
{
    /// <summary>Stands for standard input or output.</summary>
    public const string Standard = "-";

    /// <summary>Every format that this build reads.</summary>
    public static IReadOnlyList<EventFormat> Formats { get; } = [.. Verbs.EventContainers.Formats, .. EventFormats.All];

    /// <summary>The format of a name that was asked for.</summary>
    /// <exception cref="UsageException">No format of that name.</exception>
    public static EventFormat FormatOf(string name)
        => Formats.FirstOrDefault(format => format.Name == name)
            ?? throw new UsageException($"unknown format '{name}'; formats are {string.Join(", ", Formats.Select(format => format.Name))}");

    /// <summary>Opens a recording.</summary>
    /// <param name="path">A path, or <c>-</c> for standard input.</param>
    /// <param name="format">Name of the format, or null to tell it by content.</param>
    /// <param name="options">What else is known of the recording.</param>
    /// <param name="terminal">Has standard input.</param>
    /// <param name="taken">The format taken.</param>
    /// <exception cref="UsageException">No format of that name.</exception>
    /// <exception cref="BadFileException">Missing, not readable, or of no known format.</exception>
    public static IEventReader Open(
        string path, string? format, EventReadOptions options, Terminal terminal, out EventFormat taken)
    {
        if (path != Standard)
            return OpenFile(path, format, options, out taken);
        if (format is not null)
            FormatOf(format);
        try
        {
            return EventFile.Open(terminal.OpenInput(), Formats, format, options, out taken);
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"standard input: {error.Message}", error);
        }
    }

    /// <summary>Opens a file, as <see cref="Open"/> does.</summary>
    public static IEventReader OpenFile(string path, string? format, EventReadOptions options, out EventFormat taken)
    {
        if (format is not null)
            FormatOf(format);
        try
        {
            return EventFile.Open(path, Formats, format, options, out taken);
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"{path}: {error.Message}", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadFileException($"{path}: no such file", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path}: {(Directory.Exists(path) ? "is a folder" : OneLine.Of(error))}", error);
        }
    }

    /// <summary>Reads all events through.</summary>
    /// <param name="path">Names the recording in errors.</param>
    /// <param name="reader">The recording.</param>
    /// <param name="take">Takes events as they come.</param>
    /// <param name="stop">Ends it before its end.</param>
    /// <exception cref="BadFileException">Its content is damaged beyond reading.</exception>
    public static void ReadAll(string path, IEventReader reader, Action<ReadOnlySpan<DvsEvent>> take, CancellationToken stop)
    {
        var buffer = new DvsEvent[1 << 13];
        try
        {
            for (int count; (count = reader.Read(buffer)) > 0;)
            {
                stop.ThrowIfCancellationRequested();
                take(buffer.AsSpan(0, count));
            }
        }
        catch (EventFormatException error)
        {
            throw new BadFileException($"{path}: {error.Message}", error);
        }
    }
}
