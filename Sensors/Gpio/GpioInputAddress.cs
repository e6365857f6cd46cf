using System.Globalization;

namespace EdgeSnn.Sensors.Gpio;

/// <summary>
/// Lines that listen, as they are written: <c>gpio:5,6,13,edge=rising,bias=up,chip=gpiochip0</c>. The first is column 0, the next
/// column 1; a rising edge has polarity 1, a falling one 0.
/// </summary>
/// <param name="Lines">Numbers of the lines, 1 .. 64 different ones.</param>
/// <param name="Chip">A path, a name, a number or a label; null for the header of the board.</param>
/// <param name="IsRising">Rising edges count.</param>
/// <param name="IsFalling">Falling edges count.</param>
/// <param name="Bias">1 pulls up, -1 pulls down, 0 leaves the lines as they are.</param>
public sealed record GpioInputAddress(IReadOnlyList<int> Lines, string? Chip, bool IsRising, bool IsFalling, int Bias)
{
    /// <summary>What an address begins with.</summary>
    public const string Scheme = "gpio:";

    /// <summary>How it is written, for helps.</summary>
    public const string Syntax = "gpio:LINE,...[,edge=rising]";

    /// <summary>Length of the kernel's record of an edge [bytes].</summary>
    public const int EdgeBytes = 48;

    private const int MostLines = 64;

    /// <summary>True when this names lines.</summary>
    public static bool Names(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.StartsWith(Scheme, StringComparison.Ordinal);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">No line, or an option that is none; the message says which.</exception>
    public static GpioInputAddress Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var lines = new List<int>();
        var address = new GpioInputAddress(lines, null, true, false, 0);
        foreach (var item in (Names(source) ? source[Scheme.Length..] : source).Split(',', StringSplitOptions.TrimEntries))
        {
            address = item switch
            {
                "edge=rising" => address with { IsRising = true, IsFalling = false },
                "edge=falling" => address with { IsRising = false, IsFalling = true },
                "edge=both" => address with { IsRising = true, IsFalling = true },
                "bias=up" => address with { Bias = 1 },
                "bias=down" => address with { Bias = -1 },
                _ when item.StartsWith("chip=", StringComparison.Ordinal) && item.Length > 5 => address with { Chip = item[5..] },
                _ => AddLine(address, lines, source, item),
            };
        }

        return lines.Count is > 0 and <= MostLines ? address
            : throw new FormatException($"{source}: {lines.Count} lines, expected 1 to {MostLines}, as in gpio:5,6,13,edge=rising");
    }

    private static GpioInputAddress AddLine(GpioInputAddress address, List<int> lines, string source, string item)
    {
        if (!int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            throw new FormatException($"{source}: '{item}' is neither a line nor edge=rising|falling|both, bias=up|down or chip=NAME");
        if (lines.Contains(line))
            throw new FormatException($"{source}: line {line} stands twice");
        lines.Add(line);
        return address;
    }
}
