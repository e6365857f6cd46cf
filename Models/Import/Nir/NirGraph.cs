namespace EdgeSnn.Models.Import.Nir;

/// <summary>
/// A NIR graph: what a file holds, checked (see <c>NirReader</c>) but not yet interpreted: time step, reset and integrator
/// are not in the file.
/// </summary>
public sealed record NirGraph
{
    /// <summary>Nodes in file order; names are unique, and there is at least one input and one output.</summary>
    public required IReadOnlyList<NirNode> Nodes { get; init; }

    /// <summary>Connections; both ends exist in <see cref="Nodes"/>. Cycles are recurrence.</summary>
    public required IReadOnlyList<NirEdge> Edges { get; init; }

    /// <summary>Version text of the writer, empty for inner graphs.</summary>
    public string Version { get; init; } = "";

    /// <summary>Metadata of the file, flattened to text: <c>nested/a</c> is <c>1</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
