namespace EdgeSnn.Sensors.Audio;

/// <summary>Opens audio files, and says what is wrong with those that do not open.</summary>
internal static class AudioFile
{
    /// <exception cref="AudioFormatException">Missing, a directory, or not readable.</exception>
    public static FileStream Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            // Unbuffered: readers have a buffer of their own.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AudioFormatException(path, -1, "file", "no such file", "an audio file", error);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var found = Directory.Exists(path) ? "a directory" : $"a file that does not open ({error.Message})";
            throw new AudioFormatException(path, -1, "file", found, "an audio file", error);
        }
    }
}
