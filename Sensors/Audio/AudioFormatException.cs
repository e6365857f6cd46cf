namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Audio that cannot be opened or read: missing, not audio, damaged, or of a kind this project does not decode. The only
/// exception that reading audio throws for bad content; its message is one line.
/// </summary>
public sealed class AudioFormatException : Exception
{
    /// <summary>States what is wrong and where.</summary>
    /// <param name="file">The file's path, or what stands for it, as in <c>standard input</c>.</param>
    /// <param name="offset">Byte offset of the field, or -1 when no byte was read.</param>
    /// <param name="field">The field, as in <c>fmt.channels</c>.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="inner">What the operating system said, or null.</param>
    public AudioFormatException(
        string file, long offset, string field, string found, string expected, Exception? inner = null)
        : base(
            offset < 0
                ? $"{file}: {field}: found {found}, expected {expected}"
                : $"{file}: offset {offset}, {field}: found {found}, expected {expected}",
            inner)
    {
        File = file;
        Offset = offset;
        Field = field;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file's path, or what stands for it.</summary>
    public string File { get; }

    /// <summary>Byte offset of the field, or -1 when no byte was read [bytes].</summary>
    public long Offset { get; }

    /// <summary>The field that is wrong.</summary>
    public string Field { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }
}
