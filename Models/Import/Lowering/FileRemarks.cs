using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>What in a file contradicts itself, and what nobody reads: said, so that it is not lost in silence.</summary>
internal static class FileRemarks
{
    /// <param name="graph">Its nodes know their shapes.</param>
    /// <param name="log">Receives the remarks.</param>
    public static void Add(FlatGraph graph, ImportLog log)
    {
        foreach (var node in graph.Nodes)
        {
            AddUnread(node, log);
            if (node.Parameters.Has("input_shape"))
                AddInputShape(node, log);
        }
    }

    private static void AddUnread(FlatNode node, ImportLog log)
    {
        var primitive = NirPrimitive.Of(node.Node.Type);
        foreach (var name in node.Node.Parameters.Keys.Where(name => primitive.Find(name) is null))
            log.Add(ImportRemarkKind.Warning, $"node \"{node.Path}\" has {name}, which {primitive.FileName} does not know: not used");
    }

    private static void AddInputShape(FlatNode node, ImportLog log)
    {
        var declared = Array.ConvertAll(node.Parameters.Array("input_shape").Values, length => (int)length);
        var found = node.InShape[Math.Max(0, node.InShape.Length - declared.Length)..];
        if (!declared.AsSpan().SequenceEqual(found))
        {
            log.Add(
                ImportRemarkKind.Contradiction,
                $"node \"{node.Path}\" has input_shape {FlatNode.Text(declared)}, what comes in has {FlatNode.Text(found)}: taken as it comes in");
        }
    }
}
