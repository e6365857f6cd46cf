using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>A node of the flattened graph: any primitive but a graph.</summary>
internal sealed class FlatNode
{
    public FlatNode(string path, NirNode node, bool isTop)
    {
        Path = path;
        Node = node;
        IsTop = isTop;
        Parameters = new NodeParameters(path, node);
    }

    /// <summary>Names of the graphs around it and its own, joined by slashes.</summary>
    public string Path { get; }

    public NirNode Node { get; }

    /// <summary>True in the outermost graph, whose inputs and outputs are those of the network.</summary>
    public bool IsTop { get; }

    public NodeParameters Parameters { get; }

    /// <summary>Nodes whose signals add up to its own input.</summary>
    public List<FlatNode> Inputs { get; } = [];

    public List<FlatNode> Outputs { get; } = [];

    /// <summary>Shape of what comes in; empty before inference.</summary>
    public int[] InShape { get; set; } = [];

    /// <summary>Shape of what goes out; empty before inference.</summary>
    public int[] OutShape { get; set; } = [];

    public bool IsNetworkInput => IsTop && Node.Type == NirType.Input;

    public bool IsNetworkOutput => IsTop && Node.Type == NirType.Output;

    /// <summary>True for a node with state of its own, or that fires: it becomes a population.</summary>
    public bool IsNeuron => Node.Type is NirType.Threshold or NirType.I or NirType.IF or NirType.LI or NirType.LIF
        or NirType.CubaLI or NirType.CubaLIF;

    /// <summary>True where a population's signal starts.</summary>
    public bool IsSource => IsNeuron || IsNetworkInput;

    public static int SizeOf(int[] shape)
    {
        var size = 1;
        foreach (var length in shape)
            size *= length;
        return size;
    }

    public static string Text(int[] shape) => $"({string.Join(", ", shape)})";

    public ModelFormatException Refusal(string what, string found, string expected)
        => new(what.Length == 0 ? $"node \"{Path}\"" : $"node \"{Path}\" {what}", found, expected);
}
