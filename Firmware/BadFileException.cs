namespace EdgeSnn.Firmware;

/// <summary>A file that cannot be used: exit code 3. The message is one line and names the file.</summary>
public sealed class BadFileException : Exception
{
    /// <summary>States which file and what is wrong with it.</summary>
    public BadFileException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
