using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// Multiplies out the linear nodes between populations: what arrives at a node as maps straight from the sources, and as
/// constants. Every linear node is worked out once.
/// </summary>
internal sealed class SignalPaths
{
    private const int MostDelays = 256;
    private const int LongestDelay = 1023;

    private readonly ImportProfile _profile;
    private readonly bool _isTransposed;
    private readonly ImportLog _log;
    private readonly SynapseBudget _budget;
    private readonly Dictionary<FlatNode, Signal> _done = [];
    private readonly HashSet<FlatNode> _open = [];

    public SignalPaths(ImportProfile profile, bool isTransposed, ImportLog log, SynapseBudget budget)
    {
        _profile = profile;
        _isTransposed = isTransposed;
        _log = log;
        _budget = budget;
    }

    /// <summary>What arrives at a node, before the node itself.</summary>
    public Signal Into(FlatNode node)
    {
        var signal = new Signal();
        foreach (var from in node.Inputs)
        {
            var part = OutOf(from);
            signal.Terms.AddRange(part.Terms);
            signal.Constants.AddRange(part.Constants);
        }
        return signal;
    }

    /// <summary>True for an integrator that feeds a comparator and nothing else: the two are one population.</summary>
    public static bool IsFused(FlatNode node) => node.Node.Type == NirType.I
        && node.Outputs is [{ Node.Type: NirType.Threshold, Inputs.Count: 1 }];

    private Signal OutOf(FlatNode node)
    {
        if (node.IsSource && !IsFused(node))
        {
            var own = new Signal();
            own.Terms.Add(new Term(node, 0, DiagonalMap.Identity(FlatNode.SizeOf(node.OutShape))));
            return own;
        }
        if (_done.TryGetValue(node, out var known))
            return known;
        if (_open.Count > 1000)
            throw node.Refusal("", "more than 1000 linear nodes in a row", "fewer");
        if (!_open.Add(node))
            throw node.Refusal("", "a cycle without any neuron", "a neuron in every cycle");
        var signal = Through(node, Into(node));
        _open.Remove(node);
        _done[node] = signal;
        return signal;
    }

    private Signal Through(FlatNode node, Signal into)
    {
        _budget.Node = node.Path;
        if (node.Node.Type == NirType.Delay)
            return Delayed(node, into);
        var map = Map(node);
        var signal = new Signal();
        foreach (var term in into.Terms)
            signal.Terms.Add(map is null ? term : term with { Map = MapComposition.Then(term.Map, map, _budget) });
        foreach (var constant in into.Constants)
            signal.Constants.Add(map is null ? constant : constant with { Values = map.Apply(constant.Values) });
        if (Bias(node) is { } bias)
            signal.Constants.Add(new Constant(node, bias));
        return signal;
    }

    private LinearMap? Map(FlatNode node)
    {
        switch (node.Node.Type)
        {
            case NirType.Linear or NirType.Affine:
                return Matrix(node);
            case NirType.Scale:
                return Diagonal(node, node.Parameters.PerElement("scale", node.InShape));
            case NirType.I:
                return Diagonal(node, IntegratorGains.Of(node, _profile, _log));
            case NirType.Conv1d or NirType.Conv2d:
                return ConvolutionNode.Map(node, ConvolutionNode.Geometry(node, node.InShape), _budget);
            case NirType.SumPool2d:
                return ConvolutionNode.PoolingMap(ConvolutionNode.Pooling(node, node.InShape), 1, _budget);
            case NirType.AvgPool2d:
                var g = ConvolutionNode.Pooling(node, node.InShape);
                return ConvolutionNode.PoolingMap(g, 1.0 / (g.KernelHeight * g.KernelWidth), _budget);
            default:
                return null;
        }
    }

    private static DiagonalMap Diagonal(FlatNode node, double[] factors)
    {
        var size = FlatNode.SizeOf(node.InShape);
        return new DiagonalMap(size, null, size, factors);
    }

    private DenseMap Matrix(FlatNode node)
    {
        var (rows, columns) = ShapeInference.Matrix(node, _isTransposed);
        var weight = node.Parameters.Array("weight").Values;
        _budget.Take(weight.Length);
        if (_isTransposed)
            return new DenseMap(columns, null, columns, rows, weight);
        var turned = new double[weight.Length];
        for (var o = 0; o < rows; o++)
        {
            for (var i = 0; i < columns; i++)
                turned[(i * rows) + o] = weight[(o * columns) + i];
        }
        return new DenseMap(columns, null, columns, rows, turned);
    }

    private static double[]? Bias(FlatNode node)
    {
        if (node.Node.Type is not (NirType.Affine or NirType.Conv1d or NirType.Conv2d) || !node.Parameters.Has("bias"))
            return null;
        var channels = node.Node.Type == NirType.Affine ? FlatNode.SizeOf(node.OutShape) : node.OutShape[0];
        var perChannel = node.Parameters.PerElement("bias", [channels]);
        if (Array.TrueForAll(perChannel, b => b == 0))
            return null;
        var values = new double[FlatNode.SizeOf(node.OutShape)];
        var plane = values.Length / channels;
        for (var element = 0; element < values.Length; element++)
            values[element] = perChannel[perChannel.Length == 1 ? 0 : element / plane];
        return values;
    }

    private Signal Delayed(FlatNode node, Signal into)
    {
        var ticks = Array.ConvertAll(node.Parameters.PerElement("delay", node.InShape), d => Ticks(node, d));
        var signal = new Signal();
        signal.Constants.AddRange(into.Constants);
        var distinct = ticks.Distinct().Order().ToArray();
        if (distinct.Length > MostDelays)
            throw node.Refusal("delay", $"{distinct.Length} different delays", $"at most {MostDelays}");
        foreach (var delay in distinct)
        {
            var part = distinct.Length == 1 ? null : Diagonal(node, Array.ConvertAll(ticks, t => t == delay ? 1.0 : 0));
            foreach (var term in into.Terms)
            {
                var total = term.DelayTicks + delay;
                if (total > LongestDelay)
                    throw node.Refusal("delay", $"{total} ticks on the way from \"{term.Source.Path}\"", $"at most {LongestDelay}");
                signal.Terms.Add(new Term(term.Source, total, part is null ? term.Map : MapComposition.Then(term.Map, part, _budget)));
            }
        }
        return signal;
    }

    private int Ticks(FlatNode node, double delay)
    {
        var ticks = delay / _profile.Dt;
        if (!(ticks >= 0 && ticks <= LongestDelay + 0.5))
            throw node.Refusal("delay", NodeParameters.Text(delay), $"0 to {LongestDelay} ticks of {NodeParameters.Text(_profile.Dt)}");
        var whole = (int)Math.Round(ticks);
        if (Math.Abs(ticks - whole) > 1e-6 * Math.Max(1, ticks))
        {
            _log.Add(
                ImportRemarkKind.Warning,
                $"node \"{node.Path}\" delay {NodeParameters.Text(delay)} is {NodeParameters.Text(ticks)} ticks; rounded to {whole}");
        }
        return whole;
    }
}
