namespace EdgeSnn.Firmware;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file and renames when done, so that nobody ever reads half of it.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="UsageException">Its folder does not exist, or it is a folder.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new UsageException($"{path}: no such folder {folder}");
        if (Directory.Exists(path))
            throw new UsageException($"{path}: is a folder");
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}");
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite))
                write(stream);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DeviceException($"{path}: {OneLine.Of(error)}", error);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
