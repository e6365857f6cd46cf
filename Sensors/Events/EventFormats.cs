using EdgeSnn.Sensors.Events.Aedat;
using EdgeSnn.Sensors.Events.Numpy;
using EdgeSnn.Sensors.Events.Prophesee;
using EdgeSnn.Sensors.Events.Text;

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
            Extension = ".raw",
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
            Extension = ".dat",
            CreateDecoder = options => new DatDecoder(options),
            CreateWriter = (stream, geometry) => new DatWriter(stream, geometry),
        },
        new("aedat4", "AEDAT 4 of DV and its sockets: FlatBuffers, plain, LZ4 or Zstandard", head => RecordSignature.IsAedat(head, 4))
        {
            Extension = ".aedat4",
            CreateDecoder = options => new Aedat4Decoder(options.Geometry),
            CreateWriter = (stream, geometry) => new Aedat4Writer(stream, geometry),
        },
        new("aedat3", "AEDAT 3.0 and 3.1 of cAER", head => RecordSignature.IsAedat(head, 3))
        {
            CreateDecoder = options => new Aedat3Decoder(options.Geometry),
            CreateWriter = (stream, geometry) => new Aedat3Writer(stream, geometry),
        },
        new("aedat2", "AEDAT 2 of jAER: DVS128 and DAVIS", head => RecordSignature.IsAedat(head, 2))
        {
            Extension = ".aedat",
            CreateDecoder = options => new Aedat2Decoder(options.Geometry),
            CreateWriter = (stream, geometry) => new Aedat2Writer(stream, geometry),
        },
        new("aedat1", "AEDAT 1 of jAER: DVS128", head => RecordSignature.IsAedat(head, 1))
        {
            CreateDecoder = options => new Aedat1Decoder(options.Geometry),
        },
        new("es", "Event Stream 2 of a DVS or an ATIS", RecordSignature.IsEventStream)
        {
            Extension = ".es",
            CreateDecoder = options => new EventStreamDecoder(options.Geometry),
            CreateWriter = (stream, geometry) => new EventStreamWriter(stream, geometry),
        },
        new("npy", "NumPy structured array with fields t, x, y and p", RecordSignature.IsNumpy)
        {
            Extension = ".npy",
            CreateDecoder = options => new NpyDecoder(options.Geometry),
            CreateWriter = (stream, _) => new NpyWriter(stream),
        },
        new("csv", "text, an event per line: columns and units are detected", RecordSignature.IsText)
        {
            Extension = ".csv",
            CreateDecoder = options => new CsvDecoder(options.Geometry),
            CreateWriter = (stream, _) => new CsvWriter(stream),
        },
        new("bin", "N-MNIST and N-Caltech101: 40-bit records", RecordSignature.IsAtisBin)
        {
            Extension = ".bin",
            CreateDecoder = options => new AtisBinDecoder(options.Geometry),
            CreateWriter = (stream, _) => new AtisBinWriter(stream),
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
