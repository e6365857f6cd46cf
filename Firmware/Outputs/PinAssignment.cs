using System.Globalization;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>Which pin stands for which class and how long a pulse lasts, read from <c>gpio:on=17,off=27,pulse=200ms</c>.</summary>
/// <param name="Pins">Pin per class, -1 where the class has none.</param>
/// <param name="Pulse">Length of a pulse.</param>
public readonly record struct PinAssignment(int[] Pins, TimeSpan Pulse)
{
    private static readonly TimeSpan DefaultPulse = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPulse = TimeSpan.FromHours(1);

    /// <summary>Reads the part after <c>gpio:</c>.</summary>
    /// <exception cref="UsageException">An unknown label, a bad pin or a bad pulse length.</exception>
    public static PinAssignment Parse(string address, NetworkModel model)
    {
        var pins = new int[model.Labels.Length];
        Array.Fill(pins, -1);
        var pulse = DefaultPulse;
        var any = false;
        var text = address.Length > "gpio:".Length ? address["gpio:".Length..] : "";
        foreach (var item in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = item.LastIndexOf('=');
            if (split <= 0)
                throw new UsageException($"{address}: '{item}' is not LABEL=PIN or pulse=TIME");
            var name = item[..split];
            var value = item[(split + 1)..];
            var label = Array.IndexOf(model.Labels, name);
            if (name == "pulse" && label < 0)
            {
                pulse = ParsePulse(address, value);
                continue;
            }

            if (label < 0)
                throw new UsageException($"{address}: unknown label '{name}'; {model.Name} has {string.Join(", ", model.Labels)}");
            if (model.Decoder.QuietClasses.Contains(label))
                throw new UsageException($"{address}: '{name}' never fires in {model.Name}, so no pin can follow it");
            pins[label] = ParsePin(address, value);
            any = true;
        }

        return any ? new PinAssignment(pins, pulse) : throw new UsageException($"{address}: no LABEL=PIN given");
    }

    private static int ParsePin(string address, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pin) && pin <= 1023
            ? pin
            : throw new UsageException($"{address}: '{value}' is not a pin number");

    private static TimeSpan ParsePulse(string address, string value)
    {
        var (number, unit) = value switch
        {
            _ when value.EndsWith("ms", StringComparison.Ordinal) => (value[..^2], 1.0),
            _ when value.EndsWith('s') => (value[..^1], 1000.0),
            _ => (value, 1.0),
        };
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds))
            throw new UsageException($"{address}: '{value}' is not a pulse length such as 200ms or 1.5s");
        milliseconds *= unit;
        return milliseconds >= 1 && milliseconds <= LongestPulse.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new UsageException($"{address}: a pulse lasts 1 ms to 1 h, not {value}");
    }
}
