using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Nir;

/// <summary>The rules that every graph keeps, whether it was read or is about to be written. What breaks one is refused, not mended.</summary>
internal static class NirRules
{
    /// <summary>Deepest nesting of graphs.</summary>
    public const int MaxDepth = 16;

    /// <summary>Largest magnitude up to which every whole number is a double.</summary>
    public const double MaxWhole = 9007199254740992;

    /// <summary>Checks a graph and everything in it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">Where it is, ending in a slash, empty for the outermost.</param>
    /// <param name="depth">How many graphs it lies within.</param>
    /// <exception cref="ModelFormatException">It breaks a rule.</exception>
    public static void Check(NirGraph graph, string path = "", int depth = 0)
    {
        if (depth > MaxDepth)
            throw new ModelFormatException(path, "graphs nested deeper", $"at most {MaxDepth} levels");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            var nodePath = $"{path}nodes/{node.Name}";
            if (!names.Add(node.Name))
                throw new ModelFormatException(nodePath, "the name twice", "names unique within their graph");
            Check(node, nodePath, depth);
        }
        RequireMarker(graph, NirType.Input, path);
        RequireMarker(graph, NirType.Output, path);
        for (var i = 0; i < graph.Edges.Count; i++)
        {
            RequireNode(names, graph.Edges[i].From, $"{path}edges[{i}]");
            RequireNode(names, graph.Edges[i].To, $"{path}edges[{i}]");
        }
    }

    /// <summary>Checks one node and everything in it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="depth">How many graphs it lies within.</param>
    /// <exception cref="ModelFormatException">It breaks a rule.</exception>
    public static void Check(NirNode node, string path, int depth = 0)
    {
        if (node.Type == NirType.Graph != node.Graph is not null)
            throw new ModelFormatException(path, node.Graph is null ? "no inner graph" : "an inner graph", $"what {node.Type} has");
        if (node.Graph is not null)
            Check(node.Graph, $"{path}/", depth + 1);
        var primitive = NirPrimitive.Of(node.Type);
        foreach (var parameter in primitive.Parameters)
        {
            var hasWord = parameter.MayBeWord && node.PaddingWord.Length > 0;
            if (!parameter.IsOptional && !hasWord && !node.Parameters.ContainsKey(parameter.Name))
            {
                throw new ModelFormatException(
                    $"{path}/{parameter.Name}", "nothing", $"the parameter that {primitive.FileName} requires");
            }
        }
        if (node.PaddingWord.Length > 0)
            CheckWord(node, primitive, $"{path}/padding");
        foreach (var (name, array) in node.Parameters)
            Check(array, primitive.Find(name), $"{path}/{name}");
    }

    private static void CheckWord(NirNode node, NirPrimitive primitive, string path)
    {
        if (primitive.Find("padding") is not { MayBeWord: true } || node.PaddingWord is not ("same" or "valid"))
            throw new ModelFormatException(path, $"\"{node.PaddingWord}\"", "numbers, or \"same\" or \"valid\" for a convolution");
        if (node.Parameters.ContainsKey("padding"))
            throw new ModelFormatException(path, "a word and numbers", "one of them");
    }

    private static void Check(NirArray array, NirParameter? parameter, string path)
    {
        // A parameter that the format does not know is kept, so that the importer can say that it has no effect.
        var (least, most) = parameter is null ? (0, NirParameter.RankLimit) : (parameter.MinRank, parameter.MaxRank);
        var shape = $"({string.Join(", ", array.Shape)})";
        if (array.Shape.Length < least || array.Shape.Length > most)
            throw new ModelFormatException(path, $"shape {shape}", least == most ? $"rank {least}" : $"rank {least} .. {most}");
        if (Count(array.Shape) != array.Values.Length)
            throw new ModelFormatException(path, $"{array.Values.Length} values", $"what shape {shape} has");
        // A vector of one stands for a scalar, as reference files have it.
        if (parameter is { Length: > 0 } && array.Values.Length != 1 && array.Values.Length != parameter.Length)
            throw new ModelFormatException(path, $"{array.Values.Length} values", parameter.Length == 1 ? "1" : $"1 or {parameter.Length}");
        foreach (var value in array.Values)
        {
            if (!double.IsFinite(value))
                throw new ModelFormatException(path, $"{value}", "finite numbers");
            if (parameter is { IsWhole: true } && (Math.Floor(value) != value || Math.Abs(value) > MaxWhole || value < parameter.Minimum))
                throw new ModelFormatException(path, $"{value}", Whole(parameter));
        }
    }

    private static string Whole(NirParameter parameter) => double.IsFinite(parameter.Minimum)
        ? $"whole numbers from {parameter.Minimum} on"
        : "whole numbers";

    private static long Count(int[] shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            if (length < 0 || count > int.MaxValue)
                return -1;
            count *= length;
        }
        return count;
    }

    private static void RequireMarker(NirGraph graph, NirType type, string path)
    {
        if (!graph.Nodes.Any(node => node.Type == type))
            throw new ModelFormatException($"{path}nodes", $"no {type} node", "at least one");
    }

    private static void RequireNode(HashSet<string> names, string name, string path)
    {
        if (!names.Contains(name))
            throw new ModelFormatException(path, $"\"{name}\", which no node of the graph is called", "the name of a node");
    }
}
