using EdgeSnn.Models.Import.Lowering;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Export;

/// <summary>Writes projections as chains of linear nodes: delay, pooling, flattening, weights.</summary>
internal sealed class ConnectionNodes(double dt, NodeNames names)
{
    /// <summary>NIR knows dense matrices only; above this a sparse projection would make an absurd file.</summary>
    private const long MostWeights = 1 << 26;

    private readonly List<NirNode> _nodes = [];
    private readonly List<NirEdge> _edges = [];

    /// <summary>The nodes so far.</summary>
    public IReadOnlyList<NirNode> Nodes => _nodes;

    /// <summary>The edges so far.</summary>
    public IReadOnlyList<NirEdge> Edges => _edges;

    /// <summary>Adds an edge.</summary>
    public void Connect(string from, string to) => _edges.Add(new NirEdge(from, to));

    /// <summary>Adds a projection.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="pre">Where it starts.</param>
    /// <param name="post">Where it ends.</param>
    /// <param name="bias">A constant input of every post neuron that comes with it, in their order; empty for none.</param>
    /// <exception cref="ModelFormatException">NIR has no node for it.</exception>
    public void Add(ReferenceProjection projection, ExportedPopulation pre, ExportedPopulation post, double[] bias)
    {
        var where = $"projection \"{pre.Source.Name}\" -> \"{post.Source.Name}\"";
        var name = $"{pre.Exit}_{post.Entry}";
        var from = pre.Exit;
        // A plain cycle acts one tick later in every reader; a projection to itself can be nothing else.
        if (projection.DelayTicks > 0 && !(projection.DelayTicks == 1 && ReferenceEquals(pre, post)))
            from = Append(from, $"{name}_delay", NirType.Delay, ("delay", Filled(pre.Shape, projection.DelayTicks * dt)));
        if (projection.Storage == SynapseStorage.Convolution)
        {
            from = Pooled(from, name, projection, pre, where);
            Connect(Convolution(from, name, projection, Bias(bias, post, where), where), post.Entry);
            return;
        }
        if (Factors(projection, pre, post) is { } factors && bias.Length == 0)
        {
            if (!Array.TrueForAll(factors, factor => factor == 1))
                from = Append(from, name, NirType.Scale, ("scale", new NirArray(pre.Shape, factors)));
            Connect(from, post.Entry);
            return;
        }
        Connect(Matrix(from, name, projection, pre, post, bias), post.Entry);
    }

    private string Pooled(string from, string name, ReferenceProjection projection, ExportedPopulation pre, string where)
    {
        if (projection.PreRows.Length == 0)
            return from;
        var windows = PoolingWindows.Of(projection, pre.Grid?.Shape ?? [])
            ?? throw ExportLosses.Refusal(where, "a table of rows that is no pooling", "windows that tile the grid");
        if (!windows.IsChannelsLast)
            throw ExportLosses.Refusal(where, "pooled rows channels first", "rows channels last in front of a convolution");
        return Append(
            from, $"{name}_pool", NirType.SumPool2d, ("kernel_size", NirArray.Vector(windows.Height, windows.Width)),
            ("stride", NirArray.Vector(windows.Height, windows.Width)), ("padding", NirArray.Vector(0, 0)));
    }

    private string Convolution(string from, string name, ReferenceProjection projection, double[] bias, string where)
    {
        var shape = projection.Convolution!;
        if (OutLength(shape.InHeight, shape.PadTop, shape.KernelHeight, shape.StrideY, shape.DilationY) != shape.OutHeight
            || OutLength(shape.InWidth, shape.PadLeft, shape.KernelWidth, shape.StrideX, shape.DilationX) != shape.OutWidth)
        {
            throw ExportLosses.Refusal(where, "padding that differs between two sides", "the same padding on both sides");
        }
        var (taps, inPerGroup, outPerGroup) = (shape.KernelHeight * shape.KernelWidth, shape.InChannels / shape.Groups, shape.OutChannels / shape.Groups);
        var weights = new double[projection.Weights.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            var (tap, i, o) = (k % taps, k / taps % inPerGroup, k / taps / inPerGroup);
            var channel = (o / outPerGroup * inPerGroup) + i;
            weights[k] = projection.Weights[(((tap * shape.InChannels) + channel) * outPerGroup) + (o % outPerGroup)];
        }
        return Append(
            from, name, NirType.Conv2d, ("input_shape", NirArray.Vector(shape.InHeight, shape.InWidth)),
            ("weight", new NirArray([shape.OutChannels, inPerGroup, shape.KernelHeight, shape.KernelWidth], weights)),
            ("stride", NirArray.Vector(shape.StrideY, shape.StrideX)), ("padding", NirArray.Vector(shape.PadTop, shape.PadLeft)),
            ("dilation", NirArray.Vector(shape.DilationY, shape.DilationX)), ("groups", NirArray.Scalar(shape.Groups)),
            ("bias", NirArray.Vector(bias.Length == 0 ? new double[shape.OutChannels] : bias)));
    }

    private static int OutLength(int length, int padding, int kernel, int stride, int dilation) =>
        ((length + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;

    // A convolution's bias is one per channel.
    private static double[] Bias(double[] bias, ExportedPopulation post, string where)
    {
        if (bias.Length == 0)
            return [];
        var channels = post.Grid!.Value.Channels;
        for (var neuron = channels; neuron < bias.Length; neuron++)
        {
            if (bias[neuron] != bias[neuron % channels])
                throw ExportLosses.Refusal(where, "a bias that differs within a channel", "one bias per channel of a convolution");
        }
        return bias[..channels];
    }

    // What every element is multiplied by where each neuron reaches its own counterpart only; null where it does not.
    private static double[]? Factors(ReferenceProjection projection, ExportedPopulation pre, ExportedPopulation post)
    {
        var size = pre.Source.Size;
        if (projection.Storage != SynapseStorage.Sparse || projection.PreRows.Length > 0 || size != post.Source.Size
            || projection.Weights.Length != size || pre.Grid != post.Grid)
        {
            return null;
        }
        var factors = new double[size];
        for (var element = 0; element < size; element++)
        {
            var neuron = pre.Placement.NeuronOf(element);
            if (projection.FanOutStarts[neuron] != neuron || projection.PostNeurons[neuron] != neuron)
                return null;
            factors[element] = projection.Weights[neuron];
        }
        return factors;
    }

    private string Matrix(
        string from, string name, ReferenceProjection projection, ExportedPopulation pre, ExportedPopulation post, double[] bias)
    {
        var where = $"projection \"{pre.Source.Name}\" -> \"{post.Source.Name}\"";
        if (post.Grid is not null && post.Placement.Table.Length > 0)
            throw ExportLosses.Refusal(where, "dense synapses into a grid that convolutions use", "a convolution: NIR's Linear gives a flat signal");
        var size = (Pre: pre.Source.Size, Post: post.Source.Size);
        if ((long)size.Pre * size.Post > MostWeights)
            throw ExportLosses.Refusal(where, $"{(long)size.Pre * size.Post} pairs", $"at most {MostWeights}: NIR has dense matrices only");
        if (pre.Grid is not null)
        {
            from = Append(
                from, $"{name}_flat", NirType.Flatten, ("input_type", NirArray.Vector(Array.ConvertAll(pre.Shape, n => (double)n))),
                ("start_dim", NirArray.Scalar(0)), ("end_dim", NirArray.Scalar(-1)));
        }
        var weights = new double[(long)size.Pre * size.Post];
        for (var element = 0; element < size.Pre; element++)
        {
            foreach (var (neuron, weight) in SynapsesOf(projection, pre.Placement.NeuronOf(element), size.Post))
                weights[((long)neuron * size.Pre) + element] += weight;
        }
        var matrix = ("weight", new NirArray([size.Post, size.Pre], weights));
        return bias.Length == 0
            ? Append(from, name, NirType.Linear, matrix)
            : Append(from, name, NirType.Affine, matrix, ("bias", NirArray.Vector(bias)));
    }

    private static IEnumerable<(int Post, double Weight)> SynapsesOf(ReferenceProjection projection, int pre, int postSize)
    {
        var row = projection.PreRows.Length == 0 ? pre : projection.PreRows[pre];
        if (row < 0)
            yield break;
        if (projection.Storage == SynapseStorage.Dense)
        {
            for (var post = 0; post < postSize; post++)
                yield return (post, projection.Weights[((long)row * postSize) + post]);
            yield break;
        }
        for (var k = projection.FanOutStarts[row]; k < projection.FanOutStarts[row + 1]; k++)
            yield return (projection.PostNeurons[k], projection.Weights[k]);
    }

    private static NirArray Filled(int[] shape, double value)
    {
        var values = new double[FlatNode.SizeOf(shape)];
        Array.Fill(values, value);
        return new NirArray(shape, values);
    }

    private string Append(string from, string name, NirType type, params (string Name, NirArray Value)[] parameters)
    {
        var node = new NirNode
        {
            Name = names.Take(name), Type = type,
            Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
        };
        _nodes.Add(node);
        Connect(from, node.Name);
        return node.Name;
    }
}
