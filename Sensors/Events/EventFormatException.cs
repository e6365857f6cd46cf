using System.Globalization;

namespace EdgeSnn.Sensors.Events;

/// <summary>An event file or stream that cannot be read: the only exception that decoding may throw for bad content.</summary>
public sealed class EventFormatException : Exception
{
    private const int LongestFound = 240;

    /// <summary>States what is wrong and where.</summary>
    /// <param name="field">The field, as in <c>geometry</c>.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="offset">Byte offset in the stream, or -1.</param>
    public EventFormatException(string field, string found, string expected, long offset = -1)
        : base(offset < 0
            ? $"{field}: found {OneLine(found)}, expected {expected}"
            : string.Create(CultureInfo.InvariantCulture, $"offset {offset}, {field}: found {OneLine(found)}, expected {expected}"))
    {
        Offset = offset;
    }

    /// <summary>Byte offset in the stream, or -1.</summary>
    public long Offset { get; }

    // Text out of a damaged file may hold anything.
    private static string OneLine(string text)
    {
        var line = text.Length > LongestFound ? $"{text[..LongestFound]}..." : text;
        return string.Create(line.Length, line, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }
}
