using System.Globalization;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>A length of time as it is written: <c>200ms</c>, <c>1.5s</c>, or milliseconds without a unit.</summary>
internal static class Duration
{
    private const double MostMilliseconds = 1e9;

    /// <summary>Reads a length of time; null when it is none.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var (number, unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 1.0),
            _ when text.EndsWith('s') => (text[..^1], 1000.0),
            _ => (text, 1.0),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit <= MostMilliseconds
            ? TimeSpan.FromMilliseconds(value * unit)
            : null;
    }
}
