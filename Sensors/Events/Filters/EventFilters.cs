using System.Globalization;

namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>Every filter of this project. To add one, write its class and its line here.</summary>
public static class EventFilters
{
    private const int MaxPixel = ushort.MaxValue;
    private const int MaxMicroseconds = 1_000_000_000;
    private const int MaxMilliseconds = 3_600_000;

    /// <summary>The filters, in the order in which they usually stand.</summary>
    public static IReadOnlyList<EventFilterEntry> All { get; } =
    [
        new(
            "roi", "keeps a region of the sensor and counts pixels from its corner",
            [new("x", 0, MaxPixel), new("y", 0, MaxPixel), new("width", 1, MaxPixel), new("height", 1, MaxPixel)],
            (values, _) => new RegionFilter(values[0], values[1], new EventGeometry(values[2], values[3]))),
        new("on", "keeps ON events", [], (_, geometry) => new PolarityFilter(PolarityChoice.On, geometry)),
        new("off", "keeps OFF events", [], (_, geometry) => new PolarityFilter(PolarityChoice.Off, geometry)),
        new("merge", "makes all events ON", [], (_, geometry) => new PolarityFilter(PolarityChoice.Merged, geometry)),
        new(
            "hot", "masks pixels that are as busy as no neighbor, learned window by window",
            [new("hz", 1, 1_000_000, 100), new("ms", 1, MaxMilliseconds, 1000)],
            (values, geometry) => new HotPixelFilter(values[0], values[1], geometry)),
        new(
            "refractory", "keeps an event of a pixel when the last one lies so far back",
            [new("us", 1, MaxMicroseconds)],
            (values, geometry) => new RefractoryFilter(values[0], geometry)),
        new(
            "denoise", "keeps an event when one of eight neighbors had one less than this ago",
            [new("us", 1, MaxMicroseconds, 5000)],
            (values, geometry) => new BackgroundActivityFilter(values[0], geometry)),
        new(
            "down", "joins cells of pixels; so many events of a polarity, less those of the other, are one",
            [new("factor", 2, 128) { IsPowerOfTwo = true }, new("events", 1, 16384, 1)],
            (values, geometry) => new DownsamplingFilter(values[0], values[1], geometry)),
        new(
            "rate", "lets so many events pass per second, and so many at once",
            [new("per-second", 1, 1_000_000_000), new("burst", 1, 1_000_000_000, 1000)],
            (values, geometry) => new RateFilter(values[0], values[1], geometry)),
    ];

    /// <summary>What a text such as <c>roi:10,20,64,64</c> asks for.</summary>
    /// <param name="text">Name, and after a colon values of the parameters: in their order, then by name, as in <c>down:4,events=2</c>.</param>
    /// <exception cref="FormatException">No such filter, or a value is missing, unknown or out of range; says which.</exception>
    public static EventFilterRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 2);
        var entry = All.FirstOrDefault(one => one.Name == parts[0])
            ?? throw new FormatException($"filter '{parts[0]}': filters are {string.Join(", ", All.Select(one => one.Syntax))}");
        var given = parts.Length == 1 ? [] : parts[1].Split(',');
        if (given.Length > entry.Parameters.Count)
            throw new FormatException($"filter '{text}': {given.Length} values, expected {entry.Syntax}");
        var found = new string?[entry.Parameters.Count];
        for (var position = 0; position < given.Length; position++)
        {
            var (index, value) = Place(text, entry, position, given[position]);
            if (found[index] is not null)
                throw new FormatException($"filter '{text}': {entry.Parameters[index].Name} twice, expected {entry.Syntax}");
            found[index] = value;
        }

        var values = new int[found.Length];
        for (var index = 0; index < values.Length; index++)
            values[index] = found[index] is { } value ? Value(text, entry.Parameters[index], value) : Default(text, entry, index);
        return new EventFilterRequest(entry, values);
    }

    private static (int Index, string Value) Place(string text, EventFilterEntry entry, int position, string given)
    {
        var equals = given.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return (position, given);
        var name = given[..equals];
        for (var index = 0; index < entry.Parameters.Count; index++)
        {
            if (entry.Parameters[index].Name == name)
                return (index, given[(equals + 1)..]);
        }

        throw new FormatException($"filter '{text}': no value is called '{name}', expected {entry.Syntax}");
    }

    private static int Value(string text, EventFilterParameter parameter, string given)
        => int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && parameter.Takes(value)
            ? value
            : throw new FormatException($"filter '{text}': {parameter.Name} is '{given}', expected {parameter.Range}");

    private static int Default(string text, EventFilterEntry entry, int index)
        => entry.Parameters[index].Default
            ?? throw new FormatException($"filter '{text}': no {entry.Parameters[index].Name}, expected {entry.Syntax}");
}
