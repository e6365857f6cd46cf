using EdgeSnn.Models;
using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware;

/// <summary>A network as the command line names it: bundled, or a file.</summary>
/// <param name="Model">Its blueprint.</param>
/// <param name="FileBytes">Size of its file [bytes].</param>
internal readonly record struct NetworkSource(NetworkModel Model, long FileBytes)
{
    /// <summary>Extension of network files.</summary>
    public const string Extension = ".esnn";

    /// <summary>Reads the network and checks everything about it.</summary>
    /// <exception cref="UsageException">No bundled network of that name, and no file either.</exception>
    /// <exception cref="BadFileException">The file is missing or damaged.</exception>
    public static NetworkSource Open(string nameOrFile)
    {
        var bytes = ReadBytes(nameOrFile);
        try
        {
            return new NetworkSource(ModelReader.Read(bytes), bytes.Length);
        }
        catch (ModelFormatException error)
        {
            throw new BadFileException($"{nameOrFile}: {error.Message}", error);
        }
    }

    private static byte[] ReadBytes(string nameOrFile)
    {
        if (BundledNetworks.Names.Contains(nameOrFile))
        {
            using var stream = BundledNetworks.Open(nameOrFile);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        var isPath = nameOrFile.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            || nameOrFile.Contains(Path.DirectorySeparatorChar) || File.Exists(nameOrFile);
        if (!isPath)
        {
            throw new UsageException(
                $"unknown network '{nameOrFile}'; bundled are {BundledList()}, or give an {Extension} file");
        }

        try
        {
            return File.ReadAllBytes(nameOrFile);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadFileException($"{nameOrFile}: no such file", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{nameOrFile}: {OneLine.Of(error)}", error);
        }
    }

    private static string BundledList() => BundledNetworks.Names.Count == 0 ? "none" : string.Join(", ", BundledNetworks.Names);
}
