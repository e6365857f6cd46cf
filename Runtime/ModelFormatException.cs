namespace EdgeSnn.Runtime;

/// <summary>
/// A network blueprint or network file that breaks a rule of the format. The only exception that loading may throw for
/// bad content.
/// </summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>States what is wrong and where.</summary>
    /// <param name="field">The field, as in <c>populations[1].threshold</c>.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="offset">Byte offset in the file, or -1 when the blueprint did not come from a file.</param>
    public ModelFormatException(string field, string found, string expected, long offset = -1)
        : base(offset < 0
            ? $"{field}: found {found}, expected {expected}"
            : $"offset {offset}, {field}: found {found}, expected {expected}")
    {
        Field = field;
        Found = found;
        Expected = expected;
        Offset = offset;
    }

    /// <summary>The field that is wrong.</summary>
    public string Field { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>Byte offset in the file, or -1.</summary>
    public long Offset { get; }
}
