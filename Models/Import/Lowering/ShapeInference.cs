using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// Finds the shape of every signal, from the input on. Files may lack the input shape of a convolution and may keep a batch
/// dimension of 1 in front.
/// </summary>
internal sealed class ShapeInference
{
    private readonly FlatGraph _graph;
    private readonly bool _isTransposed;

    private ShapeInference(FlatGraph graph, bool isTransposed)
    {
        _graph = graph;
        _isTransposed = isTransposed;
    }

    /// <summary>Sets the shapes of all nodes, and says whether weights had to be read as (in, out).</summary>
    /// <param name="graph">Its nodes receive their shapes.</param>
    /// <param name="isTransposed">What the profile says about weights.</param>
    /// <exception cref="ModelFormatException">Shapes do not fit together.</exception>
    public static bool Run(FlatGraph graph, bool isTransposed)
    {
        try
        {
            new ShapeInference(graph, isTransposed).Run();
            return isTransposed;
        }
        catch (ModelFormatException) when (!isTransposed && graph.Nodes.Any(IsOblong))
        {
            // One misread matrix is a damaged file; a file whose every matrix fits the other way round is a transposed one.
            try
            {
                new ShapeInference(graph, true).Run();
                return true;
            }
            catch (ModelFormatException)
            {
                new ShapeInference(graph, false).Run();
                throw;
            }
        }
    }

    /// <summary>Rows and columns of a weight as (out, in).</summary>
    public static (int Out, int In) Matrix(FlatNode node, bool isTransposed)
    {
        var shape = node.Parameters.Array("weight").Shape;
        for (var k = 0; k < shape.Length - 2; k++)
        {
            if (shape[k] != 1)
                throw node.Refusal("weight", $"shape {FlatNode.Text(shape)}", "two dimensions: out, in");
        }
        if (shape.Length < 2)
            throw node.Refusal("weight", $"shape {FlatNode.Text(shape)}", "two dimensions: out, in");
        return isTransposed ? (shape[^1], shape[^2]) : (shape[^2], shape[^1]);
    }

    private static bool IsOblong(FlatNode node) => node.Node.Type is NirType.Linear or NirType.Affine
        && node.Parameters.Array("weight").Shape is [.., var rows, var columns] && rows != columns;

    private void Run()
    {
        foreach (var node in _graph.Nodes)
            (node.InShape, node.OutShape) = ([], []);
        var shape = _graph.Input.Parameters.Shape("shape");
        while (shape.Length > 3 && shape[0] == 1)
            shape = shape[1..];
        (_graph.Input.InShape, _graph.Input.OutShape) = (shape, shape);
        var open = new Queue<FlatNode>([_graph.Input]);
        while (open.TryDequeue(out var node))
        {
            foreach (var next in node.Outputs)
            {
                if (next.InShape.Length > 0)
                {
                    Agree(node, next);
                    continue;
                }
                next.InShape = node.OutShape;
                next.OutShape = OutShape(next);
                open.Enqueue(next);
            }
        }
    }

    private static void Agree(FlatNode from, FlatNode to)
    {
        if (FlatNode.SizeOf(from.OutShape) != FlatNode.SizeOf(to.InShape))
        {
            throw to.Refusal(
                "input", $"shape {FlatNode.Text(from.OutShape)} from \"{from.Path}\"", $"{FlatNode.Text(to.InShape)} as from its other inputs");
        }
    }

    private int[] OutShape(FlatNode node)
    {
        switch (node.Node.Type)
        {
            case NirType.Linear or NirType.Affine:
                var (rows, columns) = Matrix(node, _isTransposed);
                if (columns != FlatNode.SizeOf(node.InShape))
                {
                    throw node.Refusal(
                        "weight", $"shape {FlatNode.Text(node.Parameters.Array("weight").Shape)}",
                        $"{FlatNode.SizeOf(node.InShape)} columns for an input of shape {FlatNode.Text(node.InShape)}; --transposed reads (in, out)");
                }
                return [rows];
            case NirType.Conv1d or NirType.Conv2d:
                var geometry = ConvolutionNode.Geometry(node, GridShape(node));
                return node.Node.Type == NirType.Conv1d
                    ? [geometry.OutChannels, geometry.OutWidth]
                    : [geometry.OutChannels, geometry.OutHeight, geometry.OutWidth];
            case NirType.SumPool2d or NirType.AvgPool2d:
                var pooling = ConvolutionNode.Pooling(node, GridShape(node));
                return [pooling.OutChannels, pooling.OutHeight, pooling.OutWidth];
            case NirType.Flatten:
                return Flattened(node);
            default:
                return node.InShape;
        }
    }

    private static int[] GridShape(FlatNode node)
    {
        var rank = node.Node.Type == NirType.Conv1d ? 2 : 3;
        if (node.InShape.Length != rank)
        {
            throw node.Refusal(
                "input", $"shape {FlatNode.Text(node.InShape)}", rank == 2 ? "(channels, width)" : "(channels, height, width)");
        }
        return node.InShape;
    }

    // Files count dimensions without the batch; some keep it, and then start_dim 1 means the first of ours.
    private static int[] Flattened(FlatNode node)
    {
        var shape = node.InShape;
        var declared = node.Parameters.Has("input_type") ? node.Parameters.Array("input_type").Values.Length : shape.Length;
        var batch = Math.Max(0, declared - shape.Length);
        var start = Dimension(node, "start_dim", batch, declared) - batch;
        var end = Dimension(node, "end_dim", -1, declared) - batch;
        start = Math.Clamp(start, 0, shape.Length - 1);
        end = Math.Clamp(end, start, shape.Length - 1);
        var joined = FlatNode.SizeOf(shape[start..(end + 1)]);
        return [.. shape[..start], joined, .. shape[(end + 1)..]];
    }

    private static int Dimension(FlatNode node, string name, int absent, int rank)
    {
        var value = node.Parameters.Has(name) ? node.Parameters.Array(name).Values[0] : absent;
        if (value != Math.Floor(value) || value < -rank || value > rank)
            throw node.Refusal(name, NodeParameters.Text(value), $"a dimension from {-rank} to {rank - 1}");
        return (int)value < 0 ? (int)value + rank : (int)value;
    }
}
