namespace EdgeSnn.Models.Import.Nir;

/// <summary>Reads a NIR file. A trust boundary: nothing but <see cref="Runtime.ModelFormatException"/> leaves it for bad content.</summary>
public static class NirReader
{
    /// <summary>Reads and checks a whole file.</summary>
    /// <param name="stream">Seekable; stays open.</param>
    /// <exception cref="Runtime.ModelFormatException">The content is not a valid NIR graph; names the node and field.</exception>
    public static NirGraph Read(Stream stream) => throw new NotImplementedException();
}
