using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeSnn.Sensors.Events.Numpy;

/// <summary>The header of a <c>.npy</c> file that holds a one-dimensional structured array of events.</summary>
/// <param name="Time">Field of the time.</param>
/// <param name="X">Field of the column.</param>
/// <param name="Y">Field of the row.</param>
/// <param name="Polarity">Field of the polarity.</param>
/// <param name="RecordBytes">Length of a record [bytes].</param>
/// <param name="Count">Records.</param>
internal sealed partial record NpyHeader(NpyField Time, NpyField X, NpyField Y, NpyField Polarity, int RecordBytes, long Count)
{
    /// <summary>Longest record that is read [bytes].</summary>
    public const int LongestRecord = 256;

    /// <summary>Bytes before the length of the text: magic and version.</summary>
    public const int LengthOffset = 8;

    private static readonly string[] TimeNames = ["t", "ts", "time", "timestamp", "timestamps"];
    private static readonly string[] PolarityNames = ["p", "pol", "polarity", "on"];

    /// <summary>The first bytes of every file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the text of the header.</summary>
    /// <exception cref="EventFormatException">Not an array of events.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> bytes, int offset)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var shape = Shape().Match(text);
        if (!shape.Success || !long.TryParse(shape.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count))
            throw new EventFormatException("shape", Excerpt(text), "a one-dimensional array", offset);
        var description = Description().Match(text);
        if (!description.Success)
            throw new EventFormatException("descr", Excerpt(text), "a structured array with fields t, x, y and p", offset);
        var fields = ReadFields(description.Groups[1].Value, offset, out var recordBytes);
        return new NpyHeader(
            Take(fields, TimeNames, offset), Take(fields, ["x"], offset), Take(fields, ["y"], offset),
            Take(fields, PolarityNames, offset), recordBytes, count);
    }

    private static Dictionary<string, NpyField> ReadFields(string description, int offset, out int recordBytes)
    {
        var fields = new Dictionary<string, NpyField>(StringComparer.OrdinalIgnoreCase);
        long bytes = 0;
        foreach (Match match in Field().Matches(description))
        {
            var kind = match.Groups[3].Value[0] is '?' ? 'b' : match.Groups[3].Value[0];
            var size = match.Groups[4].Length == 0 ? 1 : int.Parse(match.Groups[4].ValueSpan, CultureInfo.InvariantCulture);
            var isNumber = (kind is 'i' or 'u' && size is 1 or 2 or 4 or 8) || (kind == 'f' && size is 2 or 4 or 8) || (kind == 'b' && size == 1);
            if (isNumber && match.Groups[5].Length == 0 && bytes <= LongestRecord)
                fields[match.Groups[1].Value] = new NpyField((int)bytes, kind, size, match.Groups[2].Value == ">");
            var repeats = match.Groups[5].Length == 0 ? 1 : long.Parse(match.Groups[5].ValueSpan, CultureInfo.InvariantCulture);
            // Unicode counts characters of four bytes.
            bytes += size * repeats * (match.Groups[3].Value == "U" ? 4 : 1);
        }

        if (bytes is 0 or > LongestRecord)
            throw new EventFormatException("descr", $"records of {bytes} bytes", $"1 .. {LongestRecord}", offset);
        recordBytes = (int)bytes;
        return fields;
    }

    private static NpyField Take(Dictionary<string, NpyField> fields, string[] names, int offset)
    {
        foreach (var name in names)
        {
            if (fields.TryGetValue(name, out var field))
                return field;
        }

        var found = fields.Count == 0 ? "no numeric fields" : $"fields {string.Join(", ", fields.Keys)}";
        throw new EventFormatException("descr", found, $"a number named {string.Join(" or ", names)}", offset);
    }

    private static string Excerpt(string text) => $"\"{text[..Math.Min(text.Length, 120)].Trim()}\"";

    [GeneratedRegex(@"'shape'\s*:\s*\(\s*(\d{1,18})L?\s*,?\s*\)")]
    private static partial Regex Shape();

    [GeneratedRegex(@"'descr'\s*:\s*\[([^\]]*)\]")]
    private static partial Regex Description();

    // ('name', '<i8') and ('name', '|u1', (3,)).
    [GeneratedRegex(@"\(\s*'([^']*)'\s*,\s*'([<>=|]?)([a-zA-Z?])(\d{0,6})'\s*(?:,\s*\(?\s*(\d{1,6})\s*,?\s*\)?\s*)?\)")]
    private static partial Regex Field();
}
