using EdgeSnn.Sensors.Events.Prophesee;

namespace EdgeSnn.Sensors.Events;

/// <summary>Every event format that is read without heavy packages. To add one, write its classes and its line here.</summary>
public static class EventFormats
{
    /// <summary>The formats, those with the surest signature first: the first that matches is taken.</summary>
    public static IReadOnlyList<EventFormat> All { get; } =
    [
        new("evt2", "Prophesee RAW, EVT2: 32-bit words", head => RawSignature.IsRaw(head, "EVT2"))
        {
            CreateDecoder = options => new Evt2Decoder(options),
            CreateWriter = (stream, geometry) => new Evt2Writer(stream, geometry),
        },
        new("evt21", "Prophesee RAW, EVT2.1: 64-bit words, either order of their halves", head => RawSignature.IsRaw(head, "EVT21"))
        {
            CreateDecoder = options => new Evt21Decoder(options),
            CreateWriter = (stream, geometry) => new Evt21Writer(stream, geometry),
        },
        new("evt3", "Prophesee RAW, EVT3: 16-bit words", head => RawSignature.IsRaw(head, "EVT3"))
        {
            CreateDecoder = options => new Evt3Decoder(options),
            CreateWriter = (stream, geometry) => new Evt3Writer(stream, geometry),
        },
        new("evt4", "Prophesee RAW, EVT4: 32-bit words with rows of pixels", head => RawSignature.IsRaw(head, "EVT4"))
        {
            CreateDecoder = options => new Evt4Decoder(options),
            CreateWriter = (stream, geometry) => new Evt4Writer(stream, geometry),
        },
        new("dat", "Prophesee DAT, versions 1 and 2", RawSignature.IsDat)
        {
            CreateDecoder = options => new DatDecoder(options),
            CreateWriter = (stream, geometry) => new DatWriter(stream, geometry),
        },
    ];

    /// <summary>The format that a recording's content shows.</summary>
    /// <param name="formats">The formats to choose from, such as <see cref="All"/>.</param>
    /// <param name="head">The recording's beginning.</param>
    /// <exception cref="EventFormatException">None of them.</exception>
    public static EventFormat Detect(IReadOnlyList<EventFormat> formats, EventFileHead head)
    {
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(head);
        foreach (var format in formats)
        {
            if (format.Matches(head))
                return format;
        }

        var start = head.Bytes.Span[..Math.Min(head.Bytes.Length, 12)];
        var found = start.Length == 0 ? "an empty file" : $"first bytes {Convert.ToHexString(start)}";
        throw new EventFormatException("format", found, $"one of {Names(formats)}; a format's name overrides this", 0);
    }

    /// <summary>The format of a name.</summary>
    /// <param name="formats">The formats to choose from, such as <see cref="All"/>.</param>
    /// <param name="name">As in the catalog.</param>
    /// <exception cref="EventFormatException">No format of that name.</exception>
    public static EventFormat Find(IReadOnlyList<EventFormat> formats, string name)
    {
        ArgumentNullException.ThrowIfNull(formats);
        foreach (var format in formats)
        {
            if (format.Name == name)
                return format;
        }

        throw new EventFormatException("format", $"\"{name}\"", $"one of {Names(formats)}");
    }

    private static string Names(IReadOnlyList<EventFormat> formats) => string.Join(", ", formats.Select(format => format.Name));
}
