namespace EdgeSnn.Sensors.Events.Text;

/// <summary>One line of text, its fields apart: between commas, semicolons, tabs or spaces, with spaces around them ignored.</summary>
internal static class CsvLine
{
    /// <summary>Longer lines are no events and are skipped [bytes].</summary>
    public const int Longest = 1024;

    /// <summary>Columns that are looked at.</summary>
    public const int Columns = 16;

    // Some editors put it before the first line of UTF-8.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Splits a line.</summary>
    /// <param name="line">Without its line feed.</param>
    /// <param name="fields">Receives where fields lie; <see cref="Columns"/> long.</param>
    /// <returns>Fields found, at most as many as there is room for.</returns>
    public static int Split(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var count = 0;
        var position = line.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        while (count < fields.Length)
        {
            while (position < line.Length && IsBlank(line[position]))
                position++;
            if (position == line.Length)
                break;
            var start = position;
            while (position < line.Length && !IsBlank(line[position]) && line[position] is not ((byte)',' or (byte)';'))
                position++;
            fields[count++] = start..position;
            while (position < line.Length && IsBlank(line[position]))
                position++;
            if (position < line.Length && line[position] is (byte)',' or (byte)';')
                position++;
        }

        return count;
    }

    /// <summary>True for a line that says something about the file, and for an empty one.</summary>
    public static bool IsComment(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        var first = line.IndexOfAnyExcept(" \t\r"u8);
        return first < 0 || line[first] is (byte)'#' or (byte)'%';
    }

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'"';
}
