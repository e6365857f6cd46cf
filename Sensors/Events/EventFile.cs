namespace EdgeSnn.Sensors.Events;

/// <summary>Opens recordings of events, telling the format by content.</summary>
public static class EventFile
{
    private const int SmallestHead = 64;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">The formats to choose from, such as <see cref="EventFormats.All"/>.</param>
    /// <param name="name">Name of the format, or null to tell it by content.</param>
    /// <param name="options">What else is known about the recording.</param>
    /// <param name="format">The format taken.</param>
    /// <exception cref="EventFormatException">Of no known format, or not of the one named.</exception>
    /// <exception cref="IOException">The file does not open.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEventReader Open(
        string path, IReadOnlyList<EventFormat> formats, string? name, EventReadOptions options, out EventFormat format)
    {
        ArgumentNullException.ThrowIfNull(path);
        // Unbuffered: the reader has a buffer of its own.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            format = name is null ? EventFormats.Detect(formats, Peek(stream, path)) : EventFormats.Find(formats, name);
            if (format.CreateDecoder is not null)
                return new EventStreamReader(stream, format.CreateDecoder(options));
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        stream.Dispose();
        return format.OpenFile!(path, options);
    }

    /// <summary>Opens a stream that cannot go back, such as standard input. Needs the format's name when it has no signature.</summary>
    /// <param name="stream">Closed with the reader.</param>
    /// <param name="formats">The formats to choose from, such as <see cref="EventFormats.All"/>.</param>
    /// <param name="name">Name of the format, or null to tell it by content.</param>
    /// <param name="options">What else is known about the recording.</param>
    /// <param name="format">The format taken.</param>
    /// <exception cref="EventFormatException">Of no known format, or of one that needs a file.</exception>
    public static IEventReader Open(
        Stream stream, IReadOnlyList<EventFormat> formats, string? name, EventReadOptions options, out EventFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (name is not null)
        {
            format = EventFormats.Find(formats, name);
        }
        else
        {
            // Waiting for a full head would hold up a slow live stream; every signature is in the first bytes that come.
            var head = new byte[EventFileHead.Capacity];
            var count = stream.ReadAtLeast(head, SmallestHead, throwOnEndOfStream: false);
            format = EventFormats.Detect(formats, new EventFileHead(head.AsMemory(0, count), "", -1));
            stream = new PrefixedStream(head.AsMemory(0, count), stream);
        }

        var decoder = format.CreateDecoder?.Invoke(options)
            ?? throw new EventFormatException("format", format.Name, "a format that can be read from a stream; this one needs a file");
        return new EventStreamReader(stream, decoder);
    }

    private static EventFileHead Peek(FileStream stream, string path)
    {
        var head = new byte[EventFileHead.Capacity];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!stream.CanSeek)
            throw new EventFormatException("file", "a pipe or device", "a regular file; name the format and use standard input");
        stream.Position = 0;
        return new EventFileHead(head.AsMemory(0, count), path, stream.Length);
    }
}
