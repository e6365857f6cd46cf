using System.Globalization;
using EdgeSnn.Models.Import.Hdf5;
using EdgeSnn.Runtime;
using PureHDF;
using PureHDF.VOL.Native;

namespace EdgeSnn.Models.Import.Nir;

/// <summary>
/// The layout of the reference library: <c>/version</c>, and in <c>/node</c> a graph: <c>type</c>, <c>edges</c> (n, 2) and
/// <c>nodes/NAME/PARAMETER</c>.
/// </summary>
internal sealed class NirFile(Hdf5File file)
{
    private const int MaxNodes = 1 << 16;

    /// <summary>Keys that the reference library derives from the shapes again.</summary>
    private static readonly string[] Derived = ["input_type", "output_type"];

    private int _nodes;

    /// <summary>Reads the graph of the file; it is not checked yet.</summary>
    public NirGraph Read()
    {
        var root = Children(file.Root, "file");
        if (!root.TryGetValue("node", out var node) || node is not NativeGroup group)
            throw new ModelFormatException("node", "nothing", "the group that holds a NIR graph");
        var version = root.TryGetValue("version", out var text) && text is NativeDataset data
            ? Hdf5Text.ReadOne(file, data, "version")
            : "";
        var children = Children(group, "node");
        // Nodes first: a file that was cut short is told by the node that lacks its type, not by the end of the file.
        var graph = Graph(children, "", 0);
        var type = Type(children, "node");
        return type == NirType.Graph
            ? graph with { Version = version }
            : throw new ModelFormatException("node/type", $"\"{type}\"", "\"NIRGraph\"");
    }

    private NirGraph Graph(Dictionary<string, IH5Object> children, string path, int depth)
    {
        if (depth > NirRules.MaxDepth)
            throw new ModelFormatException(path, "graphs nested deeper", $"at most {NirRules.MaxDepth} levels");
        if (!children.TryGetValue("nodes", out var nodes) || nodes is not NativeGroup group)
            throw new ModelFormatException($"{path}nodes", "nothing", "the group that holds the nodes");
        var list = new List<NirNode>();
        foreach (var (name, child) in Children(group, $"{path}nodes"))
            ReadNode(list, name, child, path, depth);
        return new NirGraph { Nodes = list, Edges = Edges(children, path), Metadata = Metadata(children, path) };
    }

    private void ReadNode(List<NirNode> list, string name, IH5Object child, string graphPath, int depth)
    {
        var path = $"{graphPath}nodes/{name}";
        if (++_nodes > MaxNodes || depth > NirRules.MaxDepth)
            throw new ModelFormatException(path, "more nodes", $"at most {MaxNodes}, nested at most {NirRules.MaxDepth} deep");
        if (child is not NativeGroup group)
            throw new ModelFormatException(path, "no group", "the group of a node");
        var children = Children(group, path);
        if (children.ContainsKey("type"))
            list.Add(Node(name, children, path, depth));
        else if (!children.Values.Any(inner => inner is NativeGroup))
            Type(children, path);
        // HDF5 takes the slash of a name such as "a/b" as a group within a group.
        foreach (var (inner, grandchild) in children)
        {
            if (grandchild is NativeGroup && inner is not ("nodes" or "metadata" or "input_type" or "output_type"))
                ReadNode(list, $"{name}/{inner}", grandchild, graphPath, depth + 1);
        }
    }

    private NirNode Node(string name, Dictionary<string, IH5Object> children, string path, int depth)
    {
        var type = Type(children, path);
        var primitive = NirPrimitive.Of(type);
        var node = new NirNode { Name = name, Type = type };
        if (type == NirType.Graph)
            return node with { Graph = Graph(children, $"{path}/", depth + 1) };
        var parameters = new Dictionary<string, NirArray>();
        var metadata = Metadata(children, $"{path}/");
        foreach (var (key, child) in children)
        {
            if (key == "type" || child is not NativeDataset data || (primitive.Find(key) is null && Derived.Contains(key)))
                continue;
            if (Hdf5Numbers.IsNumeric(data))
                parameters[key] = Array(data, $"{path}/{key}");
            else if (primitive.Find(key) is { MayBeWord: true })
                node = node with { PaddingWord = Hdf5Text.ReadOne(file, data, $"{path}/{key}") };
            else if (primitive.Find(key) is not null)
                throw new ModelFormatException($"{path}/{key}", $"{data.Type.Class}", "numbers");
            else
                metadata[key] = Text(data, $"{path}/{key}");
        }
        node = node with { Parameters = parameters, Metadata = metadata };
        // Here already, so that a file cut short is told by the node that lacks something.
        NirRules.Check(node, path, depth);
        return node;
    }

    private NirArray Array(NativeDataset data, string path)
    {
        // The rank is checked before the data are read; the rest by NirRules, for the writer's sake too.
        if (data.Space.Rank > NirParameter.RankLimit)
            throw new ModelFormatException(path, $"rank {data.Space.Rank}", $"at most {NirParameter.RankLimit}");
        var values = Hdf5Numbers.Read(file, data, path);
        return new NirArray(data.Space.Dimensions.Select(length => (int)length).ToArray(), values);
    }

    private List<NirEdge> Edges(Dictionary<string, IH5Object> children, string path)
    {
        if (!children.TryGetValue("edges", out var edges) || edges is not NativeDataset data)
            return [];
        if (data.Space.Dimensions is [0] or [0, _])
            return [];
        if (data.Space.Dimensions is not [_, 2])
            throw new ModelFormatException($"{path}edges", $"shape ({string.Join(", ", data.Space.Dimensions)})", "shape (n, 2)");
        var names = Hdf5Text.Read(file, data, $"{path}edges");
        return names.Chunk(2).Select(pair => new NirEdge(pair[0], pair[1])).ToList();
    }

    private NirType Type(Dictionary<string, IH5Object> children, string path)
    {
        if (!children.TryGetValue("type", out var child) || child is not NativeDataset data)
            throw new ModelFormatException($"{path}/type", "nothing", "the name of a NIR primitive; the file may have been cut short");
        var name = Hdf5Text.ReadOne(file, data, $"{path}/type");
        return NirPrimitive.TryOf(name, out var primitive)
            ? primitive.Type
            : throw new ModelFormatException(
                $"{path}/type", $"\"{name}\"", string.Join(", ", NirPrimitive.All.Select(known => known.FileName)));
    }

    private Dictionary<string, string> Metadata(Dictionary<string, IH5Object> children, string path)
    {
        var texts = new Dictionary<string, string>();
        if (children.TryGetValue("metadata", out var metadata))
            Flatten(metadata, "", $"{path}metadata", texts, 0);
        return texts;
    }

    private void Flatten(IH5Object item, string key, string path, Dictionary<string, string> texts, int depth)
    {
        if (depth > NirRules.MaxDepth || texts.Count > MaxNodes)
            throw new ModelFormatException(path, "metadata without end", $"at most {NirRules.MaxDepth} levels and {MaxNodes} entries");
        if (item is NativeDataset data)
            texts[key.Length == 0 ? "metadata" : key] = Text(data, path);
        else if (item is NativeGroup group)
        {
            foreach (var (name, child) in Children(group, path))
                Flatten(child, key.Length == 0 ? name : $"{key}/{name}", $"{path}/{name}", texts, depth + 1);
        }
    }

    private string Text(NativeDataset data, string path)
    {
        if (Hdf5Text.IsText(data))
            return string.Join(", ", Hdf5Text.Read(file, data, path));
        var values = Hdf5Numbers.Read(file, data, path);
        return string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
    }

    private Dictionary<string, IH5Object> Children(NativeGroup group, string path) => file.At(path, () =>
    {
        var children = new Dictionary<string, IH5Object>(StringComparer.Ordinal);
        foreach (var child in group.Children())
        {
            if (!children.TryAdd(child.Name, child))
                throw new ModelFormatException($"{path}/{child.Name}", "the name twice", "names unique within their group");
        }
        return children;
    });
}
