namespace EdgeSnn.Models.Import.Nir;

/// <summary>One node of a NIR graph with its parameters as the file has them; the primitive's table says which there are.</summary>
public sealed record NirNode
{
    /// <summary>Name, unique within its graph; any text, also with dots or slashes.</summary>
    public required string Name { get; init; }

    /// <summary>The primitive.</summary>
    public required NirType Type { get; init; }

    /// <summary>Parameters by the name they have in files, such as <c>tau_mem</c>; optional ones may be absent.</summary>
    public IReadOnlyDictionary<string, NirArray> Parameters { get; init; } = new Dictionary<string, NirArray>();

    /// <summary>Padding of a convolution given as a word, <c>same</c> or <c>valid</c>; else empty and in <see cref="Parameters"/>.</summary>
    public string PaddingWord { get; init; } = "";

    /// <summary>Metadata of the node, flattened to text as in <see cref="NirGraph.Metadata"/>; that of a graph is the graph's.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The inner graph of <see cref="NirType.Graph"/>; null for every other primitive.</summary>
    public NirGraph? Graph { get; init; }
}
