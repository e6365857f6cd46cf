namespace EdgeSnn.Sensors.Events;

/// <summary>One format of the catalog. Either <see cref="CreateDecoder"/> or <see cref="OpenFile"/> is given.</summary>
/// <param name="Name">Name on the command line, as in <c>evt3</c>.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Matches">Tells by content whether a recording is of this format.</param>
public sealed record EventFormat(string Name, string Description, Func<EventFileHead, bool> Matches)
{
    /// <summary>Builds a decoder of the format's byte stream; absent when the format needs random access.</summary>
    public Func<EventReadOptions, IEventDecoder>? CreateDecoder { get; init; }

    /// <summary>Opens a file by its path; absent when the format is a plain byte stream.</summary>
    public Func<string, EventReadOptions, IEventReader>? OpenFile { get; init; }

    /// <summary>Extension that says to write this format, with its dot; empty where another format has it.</summary>
    public string Extension { get; init; } = "";

    /// <summary>Builds a writer on a stream for a sensor of a size; absent when the format is only read.</summary>
    public Func<Stream, EventGeometry, IEventWriter>? CreateWriter { get; init; }
}
