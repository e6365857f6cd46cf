using System.Globalization;

namespace EdgeSnn.Firmware.Pictures;

/// <summary>A curve of events per second, drawn with characters: the highest at the top, time from left to right.</summary>
internal static class RateText
{
    private const string Blocks = " ▁▂▃▄▅▆▇█";
    private const int LabelWidth = 10;

    /// <summary>Rows of characters, the last one being the axis of time.</summary>
    /// <param name="curve">What to draw.</param>
    /// <param name="columns">Characters in a row.</param>
    /// <param name="rows">Rows above the axis.</param>
    /// <param name="position">A moment to mark, or null [microseconds].</param>
    public static string[] Lines(RateCurve curve, int columns, int rows, long? position = null)
    {
        var width = columns - LabelWidth;
        var rates = curve.Rates(width);
        var peak = rates.Length == 0 ? 0 : rates.Max();
        var lines = new string[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            var label = row == 0 ? Rate(peak) : row == rows - 1 ? "ev/s" : "";
            var floor = rows - 1 - row;
            lines[row] = label.PadLeft(LabelWidth - 1) + " " + string.Create(width, (rates, peak, floor, rows), static (text, from) =>
            {
                for (var x = 0; x < text.Length; x++)
                {
                    // A few bins are stretched to the whole width.
                    var rate = from.rates.Length == 0 ? 0 : from.rates[x * from.rates.Length / text.Length];
                    var eighths = from.peak == 0 ? 0 : (int)Math.Ceiling(rate / from.peak * from.rows * 8) - (from.floor * 8);
                    text[x] = Blocks[Math.Clamp(eighths, 0, 8)];
                }
            });
        }

        lines[rows] = Axis(curve, width, position);
        return lines;
    }

    /// <summary>A rate in three digits, as in 1.23 M.</summary>
    public static string Rate(double rate)
    {
        var (value, unit) = rate switch { >= 1e9 => (rate / 1e9, " G"), >= 1e6 => (rate / 1e6, " M"), >= 1e3 => (rate / 1e3, " k"), _ => (rate, "") };
        var digits = value switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" };
        return value.ToString(digits, CultureInfo.InvariantCulture) + unit;
    }

    private static string Axis(RateCurve curve, int width, long? position)
    {
        var seconds = (curve.End - curve.Start) / 1e6;
        var end = string.Create(CultureInfo.InvariantCulture, $"{seconds:0.000} s");
        var axis = ("0 s" + end.PadLeft(Math.Max(0, width - 3))).ToCharArray();
        if (position is { } now && seconds > 0)
            axis[Math.Clamp((int)((now - curve.Start) / 1e6 / seconds * (width - 1)), 0, axis.Length - 1)] = '▲';
        return new string(' ', LabelWidth) + new string(axis);
    }
}
