namespace EdgeSnn.Tests.Firmware;

/// <summary>A folder of its own for one test, deleted afterwards.</summary>
public sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgesnn");

    public string Path(string name)
    {
        var path = System.IO.Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
