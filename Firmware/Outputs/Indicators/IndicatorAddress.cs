using System.Globalization;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Outputs.Indicators;

/// <summary>
/// Which label shows what on which part, read from <c>led:on=00ff00,off=ff0000,time=1s,spi=0.0,count=8</c>. A label's value is a
/// color, words, a tone or an angle, by the kind of part; displays show every label by its own name when none is given.
/// </summary>
public sealed record IndicatorAddress
{
    private const int SteepestAngle = 180;
    private static readonly string[] Options = ["time", "rest", "spi", "i2c", "pwm", "count", "chip"];

    /// <summary>What kind of part.</summary>
    public required IndicatorKind Kind { get; init; }

    /// <summary>Per class what to show, or null for nothing; percent is filled in at a decision.</summary>
    public required IReadOnlyList<Indication?> OfClass { get; init; }

    /// <summary>What to show between decisions.</summary>
    public required Indication Rest { get; init; }

    /// <summary>How long a decision is shown.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Bus and chip select, bus and address, or chip and channel.</summary>
    public required (int Bus, int Line) Place { get; init; }

    /// <summary>Lights of a strip, or columns of a character display.</summary>
    public required int Count { get; init; }

    /// <summary>Which chip the part has, or null for the usual one.</summary>
    public string? Chip { get; init; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="UsageException">An unknown label, or a value that is none; the message says which.</exception>
    public static IndicatorAddress Parse(IndicatorKind kind, string address, NetworkModel model)
    {
        var values = new string?[model.Labels.Length];
        var options = new Dictionary<string, string>();
        var any = false;
        foreach (var item in address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = item.IndexOf('=', StringComparison.Ordinal);
            var name = split > 0 ? item[..split] : throw new UsageException($"{address}: '{item}' is not LABEL=VALUE");
            var label = Array.IndexOf(model.Labels, name);
            if (label < 0 && Options.Contains(name))
            {
                options[name] = item[(split + 1)..];
                continue;
            }

            if (label < 0)
                throw new UsageException($"{address}: unknown label '{name}'; {model.Name} has {string.Join(", ", model.Labels)}");
            (values[label], any) = (item[(split + 1)..], true);
        }

        var isDisplay = kind is IndicatorKind.Lcd or IndicatorKind.Oled;
        if (!any && !isDisplay)
            throw new UsageException($"{address}: no LABEL=VALUE given");
        if (!any)
            values = [.. model.Labels.Select((label, index) => model.Decoder.QuietClasses.Contains(index) ? null : label)];
        var rest = options.GetValueOrDefault("rest");
        return new IndicatorAddress
        {
            Kind = kind,
            OfClass = [.. values.Select(value => value is null ? (Indication?)null : Read(kind, address, value))],
            Rest = rest is null ? new Indication("", 0, 0, 0, SteepestAngle / 2) : Read(kind, address, rest),
            Time = TimeOf(kind, address, options.GetValueOrDefault("time")),
            Place = PlaceOf(kind, address, options),
            Count = Number(address, options.GetValueOrDefault("count") ?? (kind == IndicatorKind.Lcd ? "16" : "8"), 1, 1024),
            Chip = options.GetValueOrDefault("chip"),
        };
    }

    private static Indication Read(IndicatorKind kind, string address, string value) => kind switch
    {
        IndicatorKind.Led => new Indication("", 0, Color(address, value), 0, 0),
        IndicatorKind.Buzzer => new Indication("", 0, 0, Number(address, value, 20, 20_000), 0),
        IndicatorKind.Servo => new Indication("", 0, 0, 0, Number(address, value, 0, SteepestAngle)),
        _ => new Indication(value, 0, 0, 0, 0),
    };

    private static int Color(string address, string value)
        => value.Length == 6 && int.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var color)
            ? color
            : throw new UsageException($"{address}: '{value}' is not a color such as 00ff00");

    private static int Number(string address, string value, int least, int most)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{address}: '{value}', expected {least} to {most}");

    private static TimeSpan TimeOf(IndicatorKind kind, string address, string? text)
    {
        if (text is null)
            return TimeSpan.FromSeconds(kind switch { IndicatorKind.Buzzer => 0.2, IndicatorKind.Lcd or IndicatorKind.Oled => 5, _ => 1 });
        return Duration.TryParse(text) is { } time && time >= TimeSpan.FromMilliseconds(1) && time <= TimeSpan.FromHours(1)
            ? time
            : throw new UsageException($"{address}: time={text}, expected 1 ms to 1 h, as in 1.5s");
    }

    private static (int Bus, int Line) PlaceOf(IndicatorKind kind, string address, Dictionary<string, string> options)
    {
        var (name, usual) = kind switch
        {
            IndicatorKind.Led => ("spi", "0.0"),
            IndicatorKind.Lcd => ("i2c", "1.27"),
            IndicatorKind.Oled => ("i2c", "1.3c"),
            _ => ("pwm", "0.0"),
        };
        foreach (var other in new[] { "spi", "i2c", "pwm" })
        {
            if (other != name && options.ContainsKey(other))
                throw new UsageException($"{address}: {other}=, expected {name}={usual}");
        }

        var text = options.GetValueOrDefault(name) ?? usual;
        var style = name == "i2c" ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var parts = text.Split('.');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bus)
            && int.TryParse(parts[1], style, CultureInfo.InvariantCulture, out var line) && line is >= 0 and < 128
            ? (bus, line)
            : throw new UsageException($"{address}: {name}={text}, expected as in {name}={usual}");
    }
}
