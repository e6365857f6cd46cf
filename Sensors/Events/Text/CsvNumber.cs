using System.Buffers.Text;
using System.Text;

namespace EdgeSnn.Sensors.Events.Text;

/// <summary>Numbers and polarities as text, without allocating.</summary>
internal static class CsvNumber
{
    private const int MostDigits = 18;

    /// <summary>Reads a number times a power of ten, rounded to the nearest integer (halves up).</summary>
    /// <param name="text">The field.</param>
    /// <param name="power">The power of ten.</param>
    /// <param name="value">The scaled number.</param>
    /// <returns>False when the whole field is no such number, or too large.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, int power, out long value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        var position = isNegative || (text.Length > 0 && text[0] == '+') ? 1 : 0;
        var point = -1;
        var digits = 0;
        var isRoundedUp = false;
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (character == '.' && point < 0)
            {
                point = 0;
                continue;
            }

            if (character is < (byte)'0' or > (byte)'9')
                return character is (byte)'e' or (byte)'E' && digits > 0 && TryReadReal(text, power, out value);
            digits++;
            // Digits beyond the wanted unit only round.
            if (point >= 0 && point >= power)
                isRoundedUp = point == Math.Max(power, 0) && power >= 0 ? character >= '5' : isRoundedUp;
            else if (value > (long.MaxValue - 9) / 10)
                return false;
            else
                value = value * 10 + (character - '0');
            point += point >= 0 ? 1 : 0;
        }

        if (digits == 0 || !TryShift(power - Math.Min(Math.Max(point, 0), Math.Max(power, 0)), ref value))
            return false;
        value += isRoundedUp ? 1 : 0;
        value = isNegative ? -value : value;
        return true;
    }

    /// <summary>Reads a polarity: 0, 1, -1 or any number by its sign, true, false, on, off.</summary>
    /// <returns>False when the field is neither.</returns>
    public static bool TryReadPolarity(ReadOnlySpan<byte> text, out int polarity)
    {
        polarity = IsAny(text, "true"u8, "on"u8) ? 1 : 0;
        if (polarity == 1 || IsAny(text, "false"u8, "off"u8))
            return true;
        if (!TryRead(text, 0, out var number))
            return false;
        polarity = number > 0 ? 1 : 0;
        return true;
    }

    private static bool TryShift(int power, ref long value)
    {
        for (; power > 0; power--)
        {
            if (value > long.MaxValue / 10)
                return false;
            value *= 10;
        }

        if (power < 0)
        {
            var divisor = 1L;
            for (; power < 0; power++)
                divisor *= 10;
            value = (value + divisor / 2) / divisor;
        }

        return true;
    }

    private static bool TryReadReal(ReadOnlySpan<byte> text, int power, out long value)
    {
        value = 0;
        if (!Utf8Parser.TryParse(text, out double real, out var used) || used != text.Length)
            return false;
        var scaled = Math.Round(real * Math.Pow(10, power));
        value = (long)scaled;
        return Math.Abs(scaled) < Math.Pow(10, MostDigits);
    }

    private static bool IsAny(ReadOnlySpan<byte> text, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
        => Ascii.EqualsIgnoreCase(text, first) || Ascii.EqualsIgnoreCase(text, second);
}
