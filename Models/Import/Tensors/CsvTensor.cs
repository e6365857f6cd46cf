using System.Globalization;
using System.Text;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Tensors;

/// <summary>
/// Text with one row per line: commas, semicolons, tabs or spaces between numbers, true and false as 1 and 0, an optional
/// header line, comments from '#' on, empty lines skipped.
/// </summary>
internal static class CsvTensor
{
    private static readonly char[] _separators = [',', ';', '\t', ' '];

    /// <summary>Reads a table as a tensor of rows by columns.</summary>
    /// <param name="file">The whole file, UTF-8.</param>
    /// <exception cref="ModelFormatException">A line is no row of numbers, or has another length than the first.</exception>
    public static Tensor Read(byte[] file)
    {
        if (Array.IndexOf(file, (byte)0) is var zero and >= 0)
            throw new ModelFormatException("content", "a zero byte", "a .npy, .npz or text file", zero);
        using var text = new StreamReader(new MemoryStream(file), Encoding.UTF8);
        var values = new List<double>();
        var (columns, rows, number, separator) = (0, 0, 0, '\0');
        while (text.ReadLine() is { } line)
        {
            number++;
            var content = line.AsSpan();
            if (content.IndexOf('#') is var comment and >= 0)
                content = content[..comment];
            content = content.Trim();
            if (content.Length == 0)
                continue;
            if (separator == '\0')
                separator = Array.Find(_separators, content.ToString().Contains) is var found and not '\0' ? found : ',';
            var before = values.Count;
            if (!AddRow(content, separator, values, out var bad))
            {
                values.RemoveRange(before, values.Count - before);
                if (rows > 0 || columns < 0)
                    throw new ModelFormatException($"line {number}", $"\"{bad}\"", "a number");
                columns = -1;
                continue;
            }
            var width = values.Count - before;
            if (rows > 0 && width != columns)
                throw new ModelFormatException($"line {number}", $"{width} columns", $"{columns} as in the lines before");
            (columns, rows) = (width, rows + 1);
        }
        if (rows == 0)
            throw new ModelFormatException("content", "no row of numbers", "a .npy, .npz or text file of numbers", 0);
        return new Tensor([rows, columns], [.. values]);
    }

    private static bool AddRow(ReadOnlySpan<char> row, char separator, List<double> values, out string bad)
    {
        bad = "";
        foreach (var range in row.Split(separator))
        {
            var cell = row[range].Trim();
            if (cell.Length == 0 && separator == ' ')
                continue;
            if (cell.Equals("true", StringComparison.OrdinalIgnoreCase))
                values.Add(1);
            else if (cell.Equals("false", StringComparison.OrdinalIgnoreCase))
                values.Add(0);
            else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                values.Add(value);
            else
            {
                bad = cell.Length > 40 ? string.Concat(cell[..40], "...") : cell.ToString();
                return false;
            }
        }
        return true;
    }
}
