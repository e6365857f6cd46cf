using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Tests.Import;

/// <summary>A random NIR graph that means something: linear nodes and neurons in a chain, some of it in an inner graph, some fed back. The same seed gives the same.</summary>
internal sealed class RandomChain
{
    private readonly Random _random;
    private readonly ImportProfile _profile;
    private readonly List<NirNode> _nodes = [];
    private readonly List<NirEdge> _edges = [];
    private int[] _shape;
    private string _last = "input";
    private bool _fires = true;

    public RandomChain(int seed, ImportProfile profile)
    {
        _random = new Random(seed);
        _profile = profile;
        Plain = new PlainGraph(profile);
        _shape = _random.Next(4) == 0 ? [2, _random.Next(4, 9)] : [_random.Next(1, 3), _random.Next(4, 7), _random.Next(4, 7)];
        InputSize = Size(_shape);
        _nodes.Add(Marker("input", NirType.Input));
        for (var layer = _random.Next(1, 4); layer > 0; layer--) AddLayer();
        AddLinear(NirType.Affine);
        AddNeuron();
        _nodes.Add(Marker("output", NirType.Output));
        _edges.Add(new NirEdge(_last, "output"));
        Graph = new NirGraph { Nodes = _random.Next(3) == 0 ? [.. _nodes.AsEnumerable().Reverse()] : _nodes, Edges = _edges };
    }

    public NirGraph Graph { get; }

    public PlainGraph Plain { get; }

    public int InputSize { get; }

    private void AddLayer()
    {
        if (_fires && _random.Next(4) == 0) AddDelay();
        for (var count = _random.Next(1, 3); count > 0; count--)
        {
            NirType[] choices = _shape.Length switch
            {
                3 => [NirType.Conv2d, NirType.Conv2d, NirType.SumPool2d, NirType.AvgPool2d, NirType.Scale, NirType.Flatten],
                2 => [NirType.Conv1d, NirType.Conv1d, NirType.Scale, NirType.Flatten],
                _ => [NirType.Linear, NirType.Affine, NirType.Scale],
            };
            AddLinear(choices[_random.Next(choices.Length)]);
        }
        AddNeuron();
    }

    private void AddDelay()
    {
        var count = _random.Next(2) == 0 ? 1 : Size(_shape);
        Add(NirType.Delay, _shape, ("delay", new NirArray(count == 1 ? [] : _shape, [.. Enumerable.Range(0, count).Select(_ => (double)_random.Next(0, 4))])));
    }

    private void AddLinear(NirType type)
    {
        if (type is NirType.Linear or NirType.Affine && _shape.Length > 1) AddLinear(NirType.Flatten);
        var size = Size(_shape);
        switch (type)
        {
            case NirType.Linear or NirType.Affine:
                var rows = _random.Next(2, 9);
                var weight = ("weight", Numbers([rows, size], -1, 2));
                if (type == NirType.Linear) Add(type, [rows], weight);
                else Add(type, [rows], weight, ("bias", Numbers([rows], -0.3, 0.3)));
                break;
            case NirType.Scale:
                Add(type, _shape, ("scale", Numbers(_random.Next(2) == 0 ? [] : _shape, 0.5, 1.5)));
                break;
            case NirType.Flatten:
                Add(type, [size], ("input_type", NirArray.Vector(Array.ConvertAll(_shape, n => (double)n))), ("start_dim", NirArray.Scalar(0)), ("end_dim", NirArray.Scalar(-1)));
                break;
            case NirType.Conv1d or NirType.Conv2d:
                AddConvolution(type);
                break;
            default:
                AddPooling(type);
                break;
        }
    }

    private void AddConvolution(NirType type)
    {
        var axes = _shape.Length - 1;
        var groups = _shape[0] % 2 == 0 && _random.Next(3) == 0 ? 2 : 1;
        var word = _random.Next(4) switch { 0 => "same", 1 => "valid", _ => "" };
        int[] kernel = new int[axes], stride = new int[axes], dilation = new int[axes], padding = new int[axes], output = new int[axes];
        for (var axis = 0; axis < axes; axis++)
        {
            kernel[axis] = _random.Next(1, 4);
            dilation[axis] = _random.Next(1, 3);
            stride[axis] = word == "same" ? 1 : _random.Next(1, 3);
            padding[axis] = word.Length > 0 ? 0 : _random.Next(0, 3);
            var span = dilation[axis] * (kernel[axis] - 1);
            if (span >= _shape[axis + 1] + (2 * padding[axis])) (kernel[axis], span) = (1, 0);
            output[axis] = word == "same" ? _shape[axis + 1] : ((_shape[axis + 1] + (2 * padding[axis]) - span - 1) / stride[axis]) + 1;
        }
        var outChannels = groups * _random.Next(1, 4);
        List<(string, NirArray)> parameters =
        [
            ("weight", Numbers([outChannels, _shape[0] / groups, .. kernel], -1, 2)), ("stride", Whole(stride)), ("dilation", Whole(dilation)),
            ("groups", NirArray.Scalar(groups)), ("bias", Numbers([outChannels], -0.3, 0.3)),
        ];
        if (word.Length == 0) parameters.Add(("padding", Whole(padding)));
        if (_random.Next(2) == 0) parameters.Add(("input_shape", axes == 1 ? NirArray.Scalar(_shape[1]) : Whole(_shape[1..])));
        Add(type, [outChannels, .. output], word, [.. parameters]);
    }

    private void AddPooling(NirType type)
    {
        int[] kernel = new int[2], stride = new int[2], padding = new int[2], output = new int[2];
        for (var axis = 0; axis < 2; axis++)
        {
            kernel[axis] = _random.Next(1, Math.Min(4, _shape[axis + 1] + 1));
            stride[axis] = _random.Next(1, 4);
            padding[axis] = _random.Next(0, (kernel[axis] / 2) + 1);
            output[axis] = ((_shape[axis + 1] + (2 * padding[axis]) - kernel[axis]) / stride[axis]) + 1;
        }
        Add(type, [_shape[0], .. output], ("kernel_size", Whole(kernel)), ("stride", Whole(stride)), ("padding", Whole(padding)));
    }

    private void AddNeuron()
    {
        NirType[] types = [NirType.LIF, NirType.CubaLIF, NirType.IF, NirType.Threshold, NirType.LI, NirType.CubaLI, NirType.I];
        var type = types[_random.Next(types.Length)];
        var shape = _random.Next(3) == 0 ? [] : _shape;
        List<(string, NirArray)> parameters = [];
        if (type is NirType.LIF or NirType.LI) parameters.Add(("tau", Numbers(shape, 2, 20)));
        if (type is NirType.CubaLIF or NirType.CubaLI)
        {
            parameters.Add(("tau_mem", Numbers(shape, 2, 20)));
            parameters.Add(("tau_syn", Numbers(shape, 1.5, 9)));
            if (_random.Next(2) == 0) parameters.Add(("w_in", Numbers(shape, 1, 3)));
        }
        if (type is NirType.LIF or NirType.LI or NirType.CubaLIF or NirType.CubaLI) parameters.Add(("v_leak", Numbers(shape, -0.2, 0.2)));
        if (type != NirType.Threshold) parameters.Add(("r", Numbers(shape, 1, 3)));
        if (type == NirType.Threshold) parameters.Add(("threshold", Numbers(shape, 0.1, 1)));
        if (type is NirType.LIF or NirType.CubaLIF or NirType.IF)
        {
            parameters.Add(("v_threshold", Numbers(shape, 0.3, 1.5)));
            if (_profile.Reset == ImportedReset.ToValue && _random.Next(2) == 0) parameters.Add(("v_reset", Numbers(shape, -0.2, 0.1)));
        }
        var name = $"n{_nodes.Count}";
        _fires = type is NirType.LIF or NirType.CubaLIF or NirType.IF or NirType.Threshold;
        var node = new NirNode { Name = name, Type = type, Parameters = parameters.ToDictionary(p => p.Item1, p => p.Item2) };
        var feedback = _fires && _shape.Length == 1 && _random.Next(2) == 0 ? Feedback() : null;
        var isInner = feedback is null && _random.Next(4) == 0;
        Plain.Add(isInner ? $"{name}/{name}" : name, node, _shape, _shape, feedback);
        _nodes.Add(isInner ? Inner(node) : node);
        _edges.Add(new NirEdge(_last, name));
        if (feedback is not null)
        {
            _nodes.Add(feedback);
            _edges.Add(new NirEdge(name, feedback.Name));
            _edges.Add(new NirEdge(feedback.Name, name));
        }
        _last = name;
    }

    private NirNode Feedback()
    {
        var size = _shape[0];
        var parameters = new Dictionary<string, NirArray> { ["weight"] = Numbers([size, size], -0.5, 0.5) };
        var hasBias = _random.Next(2) == 0;
        if (hasBias) parameters["bias"] = Numbers([size], -0.2, 0.2);
        return new NirNode { Name = $"back{_nodes.Count}", Type = hasBias ? NirType.Affine : NirType.Linear, Parameters = parameters };
    }

    private NirNode Inner(NirNode node) => new()
    {
        Name = node.Name, Type = NirType.Graph,
        Graph = new NirGraph
        {
            Nodes = [Marker("input", NirType.Input), node, Marker("output", NirType.Output)],
            Edges = [new NirEdge("input", node.Name), new NirEdge(node.Name, "output")],
        },
    };

    private void Add(NirType type, int[] outShape, params (string Name, NirArray Value)[] parameters) => Add(type, outShape, "", parameters);

    private void Add(NirType type, int[] outShape, string word, (string Name, NirArray Value)[] parameters)
    {
        var node = new NirNode
        {
            Name = $"n{_nodes.Count}", Type = type, PaddingWord = word, Parameters = parameters.ToDictionary(p => p.Name, p => p.Value),
        };
        Plain.Add(node.Name, node, _shape, outShape);
        _nodes.Add(node);
        _edges.Add(new NirEdge(_last, node.Name));
        (_last, _shape) = (node.Name, outShape);
    }

    private NirNode Marker(string name, NirType type) => new()
    {
        Name = name, Type = type, Parameters = new Dictionary<string, NirArray> { ["shape"] = Whole(_shape) },
    };

    private NirArray Numbers(int[] shape, double low, double high) =>
        new(shape, [.. Enumerable.Range(0, Size(shape)).Select(_ => low + (_random.NextDouble() * (high - low)))]);

    private static NirArray Whole(int[] values) => NirArray.Vector(Array.ConvertAll(values, n => (double)n));

    private static int Size(int[] shape) => shape.Aggregate(1, (a, b) => a * b);
}
