using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Models.Import;

/// <summary>Turns a NIR graph into a double-precision network.</summary>
public static class NirImporter
{
    /// <summary>Interprets a graph.</summary>
    /// <param name="graph">What a file holds.</param>
    /// <param name="options">Name, profile and labels.</param>
    /// <exception cref="Runtime.ModelFormatException">The graph cannot be run; names the node, what was found and what was expected.</exception>
    public static ImportResult Import(NirGraph graph, ImportOptions options) => throw new NotImplementedException();
}
