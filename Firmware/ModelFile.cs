namespace EdgeSnn.Firmware;

/// <summary>
/// Tells when a network's file was replaced, by its time and size: a rename, as a careful writer ends with, shows at once,
/// on any file system. A file that is gone is not a new one.
/// </summary>
internal sealed class ModelFile
{
    private readonly string _path;
    private (DateTime Written, long Bytes)? _known;

    /// <summary>Takes the file as it is for known.</summary>
    public ModelFile(string path)
    {
        _path = path;
        _known = Stamp();
    }

    /// <summary>True when the file is another one than at the last call.</summary>
    public bool HasChanged()
    {
        var now = Stamp();
        if (now is null || now == _known)
            return false;
        _known = now;
        return true;
    }

    private (DateTime, long)? Stamp()
    {
        try
        {
            var file = new FileInfo(_path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
