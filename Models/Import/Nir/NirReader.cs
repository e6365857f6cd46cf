using EdgeSnn.Models.Import.Hdf5;

namespace EdgeSnn.Models.Import.Nir;

/// <summary>Reads a NIR file. A trust boundary: nothing but <see cref="Runtime.ModelFormatException"/> leaves it for bad content.</summary>
public static class NirReader
{
    /// <summary>Reads and checks a whole file, of at most 1 GiB; takes its length in memory beside the result.</summary>
    /// <param name="stream">Seekable; read to its end; stays open.</param>
    /// <exception cref="Runtime.ModelFormatException">The content is not a valid NIR graph; names the node and field.</exception>
    public static NirGraph Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var graph = Hdf5File.Read(stream, file => new NirFile(file).Read());
        NirRules.Check(graph);
        return graph;
    }
}
