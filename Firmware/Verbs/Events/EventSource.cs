using System.CommandLine;
using System.Globalization;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary>What the command line tells of a recording beside its path.</summary>
/// <param name="Format">Name of its format, or null to tell it by content.</param>
/// <param name="Options">What else is known.</param>
internal sealed record EventSource(string? Format, EventReadOptions Options)
{
    /// <summary>The format's option.</summary>
    public static Option<string?> FormatOption() => new("--format")
    {
        Description = "Format of the recording of events (default: told by content)", HelpName = "NAME",
    };

    /// <summary>The size's option.</summary>
    public static Option<string?> SizeOption() => new("--size")
    {
        Description = "Size of the event sensor (default: what the recording states); events outside are dropped", HelpName = "WxH",
    };

    /// <summary>Reads both options.</summary>
    /// <exception cref="UsageException">The size is none.</exception>
    public static EventSource Parse(string? format, string? size) => new(format, new EventReadOptions { Geometry = ParseSize(size) });

    private static EventGeometry ParseSize(string? size)
    {
        if (size is null)
            return default;
        var sides = size.Split('x');
        if (sides.Length == 2 && TrySide(sides[0], out var width) && TrySide(sides[1], out var height))
            return new EventGeometry(width, height);
        throw new UsageException($"--size {size}: expected WIDTHxHEIGHT in pixels, as in 1280x720");
    }

    private static bool TrySide(string text, out int side)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is > 0 and <= 65536;
}
