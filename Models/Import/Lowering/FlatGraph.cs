using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// A graph with its inner graphs dissolved: an edge that names an inner graph leads to its Input or from its Output, which
/// stay as nodes that pass their signal on.
/// </summary>
internal sealed class FlatGraph
{
    private const int MostNodes = 100_000;
    private const int DeepestNesting = 64;

    private readonly ImportLog _log;
    private readonly List<FlatNode> _nodes = [];

    private FlatGraph(ImportLog log) => _log = log;

    /// <summary>Nodes that the input reaches, in file order.</summary>
    public required IReadOnlyList<FlatNode> Nodes { get; init; }

    public required FlatNode Input { get; init; }

    public required FlatNode Output { get; init; }

    /// <exception cref="ModelFormatException">The graph has no single input, no output, or nothing between them.</exception>
    public static FlatGraph Flatten(NirGraph graph, ImportLog log)
    {
        var flat = new FlatGraph(log) { Nodes = [], Input = null!, Output = null! };
        flat.AddGraph("", graph, 0);
        var inputs = flat._nodes.FindAll(n => n.IsNetworkInput);
        var outputs = flat._nodes.FindAll(n => n.IsNetworkOutput);
        if (inputs.Count != 1)
            throw new ModelFormatException("nodes", $"{inputs.Count} nodes of type Input", "one: a network has one input population");
        if (outputs.Count == 0)
            throw new ModelFormatException("nodes", "no node of type Output", "at least one");
        if (outputs.Count > 1)
            log.Add(ImportRemarkKind.Warning, $"{outputs.Count} outputs: decisions come from \"{outputs[0].Path}\", the others are left out");
        var reached = Reached(inputs[0]);
        if (!reached.Contains(outputs[0]))
            throw outputs[0].Refusal("", "no path from the input", "one");
        foreach (var node in flat._nodes)
        {
            if (!reached.Contains(node))
                log.Add(ImportRemarkKind.Warning, $"node \"{node.Path}\" has no path from the input and is left out");
            node.Inputs.RemoveAll(n => !reached.Contains(n));
        }
        return new FlatGraph(log)
        {
            Nodes = flat._nodes.FindAll(reached.Contains),
            Input = inputs[0],
            Output = outputs[0],
        };
    }

    private static HashSet<FlatNode> Reached(FlatNode from)
    {
        var reached = new HashSet<FlatNode> { from };
        var open = new Stack<FlatNode>([from]);
        while (open.TryPop(out var node))
        {
            foreach (var next in node.Outputs)
            {
                if (reached.Add(next))
                    open.Push(next);
            }
        }
        return reached;
    }

    private Dictionary<string, (FlatNode? In, FlatNode? Out)> AddGraph(string path, NirGraph graph, int depth)
    {
        if (depth > DeepestNesting)
            throw new ModelFormatException($"node \"{path}\"", $"graphs nested deeper than {DeepestNesting}", "fewer levels");
        var doors = new Dictionary<string, (FlatNode? In, FlatNode? Out)>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            var inner = path.Length == 0 ? node.Name : $"{path}/{node.Name}";
            doors[node.Name] = node.Type == NirType.Graph ? AddInner(inner, node, depth) : AddNode(inner, node, depth);
        }
        foreach (var edge in graph.Edges)
            Connect(path, edge, doors);
        return doors;
    }

    private (FlatNode? In, FlatNode? Out) AddNode(string path, NirNode node, int depth)
    {
        if (_nodes.Count >= MostNodes)
            throw new ModelFormatException($"node \"{path}\"", $"more than {MostNodes} nodes", "fewer");
        var flat = new FlatNode(path, node, depth == 0);
        _nodes.Add(flat);
        return (flat, flat);
    }

    private (FlatNode? In, FlatNode? Out) AddInner(string path, NirNode node, int depth)
    {
        var graph = node.Graph ?? throw new ModelFormatException($"node \"{path}\"", "no inner graph", "one");
        var doors = AddGraph(path, graph, depth + 1);
        return (Only(graph, NirType.Input)?.In, Only(graph, NirType.Output)?.Out);

        (FlatNode? In, FlatNode? Out)? Only(NirGraph inner, NirType type)
        {
            var found = inner.Nodes.Where(n => n.Type == type).ToList();
            if (found.Count > 1)
                throw new ModelFormatException($"node \"{path}\"", $"{found.Count} nodes of type {type}", $"one {type} in an inner graph");
            return found.Count == 0 ? null : doors[found[0].Name];
        }
    }

    private void Connect(string path, NirEdge edge, Dictionary<string, (FlatNode? In, FlatNode? Out)> doors)
    {
        var where = path.Length == 0 ? "edges" : $"node \"{path}\" edges";
        var pre = doors.GetValueOrDefault(edge.From).Out
            ?? throw new ModelFormatException(where, $"\"{edge.From}\" -> \"{edge.To}\"", $"a node \"{edge.From}\" with an output");
        var post = doors.GetValueOrDefault(edge.To).In
            ?? throw new ModelFormatException(where, $"\"{edge.From}\" -> \"{edge.To}\"", $"a node \"{edge.To}\" with an input");
        if (post.IsNetworkInput)
            throw new ModelFormatException(where, $"\"{edge.From}\" -> \"{edge.To}\"", "no edge into the input");
        if (pre.Outputs.Contains(post))
        {
            _log.Add(ImportRemarkKind.Warning, $"edge \"{pre.Path}\" -> \"{post.Path}\" is listed twice and taken once");
            return;
        }
        pre.Outputs.Add(post);
        post.Inputs.Add(pre);
    }
}
