using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>Puts a network together: one population per neuron node, one projection per way between two.</summary>
internal sealed class NetworkAssembly
{
    private const int MaxNameLength = 64;

    private readonly FlatGraph _graph;
    private readonly ImportProfile _profile;
    private readonly ImportLog _log;
    private readonly SynapseBudget _budget = new();
    private readonly SignalPaths _paths;
    private readonly NeuronLowering _lowering;
    private readonly ProjectionWriter _writer;
    private readonly Dictionary<FlatNode, Signal> _signals = [];
    private readonly Dictionary<FlatNode, NeuronParameters> _neurons = [];
    private readonly Dictionary<FlatNode, Placement> _placements = [];
    private readonly Dictionary<FlatNode, int> _indices = [];
    private readonly List<ReferencePopulation> _populations = [];
    private readonly List<ReferenceProjection> _projections = [];
    private readonly List<(int Post, int Delay, double[] Values)> _constants = [];
    private List<FlatNode> _order = [];

    public NetworkAssembly(FlatGraph graph, ImportProfile profile, bool isTransposed, ImportLog log)
    {
        _graph = graph;
        _profile = profile;
        _log = log;
        _paths = new SignalPaths(profile, isTransposed, log, _budget);
        _lowering = new NeuronLowering(profile, log);
        _writer = new ProjectionWriter(_budget);
    }

    /// <summary>The populations, the input first.</summary>
    public IReadOnlyList<ReferencePopulation> Populations => _populations;

    public IReadOnlyList<ReferenceProjection> Projections => _projections;

    /// <summary>Where each node went.</summary>
    public IReadOnlyList<ImportedPopulation> Imported { get; private set; } = [];

    /// <summary>Index of the population that decides.</summary>
    public int Output { get; private set; }

    /// <summary>Our neuron for each element of the output.</summary>
    public Placement OutputPlacement { get; private set; } = Placement.Same;

    /// <summary>True when the output fires, false when its potential counts.</summary>
    public bool OutputFires { get; private set; }

    /// <exception cref="ModelFormatException">The graph cannot be run.</exception>
    public void Build(int maxInputSpikes)
    {
        var sources = Sources();
        foreach (var node in sources.Where(n => n.IsNeuron))
            _neurons[node] = _lowering.Lower(node);
        var readout = ReadoutOf(_graph.Output);
        if (readout == _graph.Output)
            sources.Add(readout);
        foreach (var node in sources.Where(n => n != _graph.Input))
            _signals[node] = _paths.Into(node);
        _order = PopulationOrder.Of(sources, Targets(sources));
        foreach (var node in sources)
            _placements[node] = new Placement(GridOf(node));
        for (var index = 0; index < _order.Count; index++)
            _indices[_order[index]] = index;
        foreach (var node in _order)
            AddPopulation(node, maxInputSpikes);
        foreach (var node in _order.Skip(1))
            AddProjections(node);
        (Output, OutputPlacement) = (_indices[readout], _placements[readout]);
        OutputFires = Fires(readout);
        Imported = [.. _order.Select(Describe)];
        AddConstantSource();
    }

    private List<FlatNode> Sources()
    {
        var sources = _graph.Nodes.Where(n => n.IsSource && n != _graph.Input && !SignalPaths.IsFused(n)).ToList();
        sources.Insert(0, _graph.Input);
        return sources;
    }

    // The population that an Output names directly; the Output itself when something linear lies between.
    private FlatNode ReadoutOf(FlatNode output)
    {
        var signal = _paths.Into(output);
        var isDirect = signal.Constants.Count == 0 && signal.Terms is [{ DelayTicks: 0, Map: DiagonalMap { Rows: null, Factors: [1] } } term]
            && term.Source != _graph.Input;
        if (isDirect)
            return signal.Terms[0].Source;
        _log.Add(
            ImportRemarkKind.Assumption,
            $"output \"{output.Path}\" has no neuron of its own: read as a potential without memory");
        _neurons[output] = new NeuronParameters { Kind = NeuronKind.LeakyIntegrator, MembraneDecay = [0] };
        return output;
    }

    private Dictionary<FlatNode, List<FlatNode>> Targets(List<FlatNode> sources)
    {
        var targets = new Dictionary<FlatNode, List<FlatNode>>();
        foreach (var node in sources)
        {
            // What comes a tick later may come from a population updated later; only the rest has to keep an order.
            foreach (var term in _signals.GetValueOrDefault(node)?.Terms.Where(t => t.DelayTicks == 0) ?? [])
            {
                if (!targets.TryGetValue(term.Source, out var list))
                    targets[term.Source] = list = [];
                list.Add(node);
            }
        }
        return targets;
    }

    // A flat population behind a convolution lies on the grid that the convolution makes.
    private Grid? GridOf(FlatNode node)
    {
        if (Grid.Of(node.OutShape) is { } own)
            return own;
        foreach (var term in _signals.GetValueOrDefault(node)?.Terms ?? [])
        {
            if (term.Map is KernelMap { Geometry: var g })
                return new Grid(g.OutHeight, g.OutWidth, g.OutChannels);
        }
        return null;
    }

    private void AddPopulation(FlatNode node, int maxInputSpikes)
    {
        var size = FlatNode.SizeOf(node.OutShape);
        if (size > NetworkModelValidation.MaxPopulationSize)
            throw node.Refusal("shape", $"{FlatNode.Text(node.OutShape)}, {size} neurons", $"at most {NetworkModelValidation.MaxPopulationSize}");
        var placement = _placements[node];
        if (node == _graph.Input)
        {
            _populations.Add(new ReferencePopulation
            {
                Name = NameOf(node), Size = size, Kind = NeuronKind.Input, Shape = placement.Grid?.Shape ?? [], MaxSpikesPerTick = maxInputSpikes,
            });
            return;
        }
        var neuron = _neurons[node];
        var multiple = neuron.Reset == ResetMode.BySubtraction && neuron.Fires ? _profile.MaxSpikesPerTick : 1;
        _populations.Add(new ReferencePopulation
        {
            Name = NameOf(node),
            Size = size,
            Kind = neuron.Kind,
            Shape = placement.Grid?.Shape ?? [],
            MembraneDecay = Placed(neuron.MembraneDecay, placement),
            SynapticDecay = Placed(neuron.SynapticDecay, placement),
            Threshold = Placed(neuron.Threshold, placement),
            ResetPotential = Placed(neuron.ResetPotential, placement),
            Floor = Placed(neuron.Floor, placement),
            Bias = Placed(Bias(node, neuron), placement),
            Reset = neuron.Reset,
            FiresAboveThreshold = neuron.Fires && multiple == 1 && !_profile.FiresAtThreshold,
            MaxSpikesPerTick = multiple,
        });
    }

    // Biases that act on the potential directly and from the first tick on; the others come from the constant source.
    private double[] Bias(FlatNode node, NeuronParameters neuron)
    {
        var bias = neuron.Bias;
        foreach (var constant in _signals[node].Constants)
        {
            var isRecurrent = _profile.RecurrentBias != RecurrentBias.FirstTick && IsRecurrent(constant.Origin, node);
            if (isRecurrent && _profile.RecurrentBias == RecurrentBias.Never)
            {
                if (Array.Exists(constant.Values, b => b != 0))
                    _log.Add(ImportRemarkKind.Warning, $"node \"{constant.Origin.Path}\": its bias is dropped, as {_profile.Name} does to recurrent connections");
                continue;
            }
            var delay = (isRecurrent ? 1 : 0) + (neuron.HasCurrent && !_profile.CurrentBiasOnMembrane ? _profile.SynapseDelayTicks : 0);
            var values = Scaled(constant.Values, neuron.InputFactor);
            if (neuron.HasCurrent && _profile.CurrentBiasOnMembrane)
                values = SteadyCurrent(values, neuron.SynapticDecay);
            if ((neuron.HasCurrent && !_profile.CurrentBiasOnMembrane) || delay > 0)
                _constants.Add((_indices[node], delay, values));
            else
                bias = Summed(bias, values);
        }
        return Array.TrueForAll(bias, b => b == 0) ? [] : bias;
    }

    private bool IsRecurrent(FlatNode origin, FlatNode target)
    {
        var into = _paths.Into(origin).Terms;
        return into.Count > 0 && into.TrueForAll(t => _indices[t.Source] >= _indices[target]);
    }

    private void AddProjections(FlatNode node)
    {
        var neuron = _neurons[node];
        var size = FlatNode.SizeOf(node.OutShape);
        var factor = new DiagonalMap(size, null, size, neuron.InputFactor);
        foreach (var term in _signals[node].Terms)
        {
            _budget.Node = node.Path;
            var map = MapComposition.Then(term.Map, factor, _budget);
            var isFeedback = _indices[term.Source] >= _indices[node];
            var isGraded = !Fires(term.Source);
            if (isGraded && (isFeedback || term.DelayTicks > 0))
                throw node.Refusal("input", $"a potential from \"{term.Source.Path}\" in a cycle or behind a delay", "spikes there");
            // Potentials are not gathered: each travels by its own weights.
            if (isGraded && map.Rows is not null)
                map = MapComposition.PerElement(map, _budget);
            var late = (term.Source == _graph.Input ? 0 : _profile.SpikeDelayTicks) + (neuron.HasCurrent ? _profile.SynapseDelayTicks : 0);
            var delay = isGraded ? 0 : isFeedback ? Math.Max(1, term.DelayTicks) : term.DelayTicks + late;
            _projections.Add(_writer.Write(map, _placements[term.Source], _placements[node]) with
            {
                Pre = _indices[term.Source], Post = _indices[node], DelayTicks = delay, Graded = isGraded,
            });
        }
        if (_profile.WeightLevels > 0)
            CutWeights(_indices[node]);
    }

    // All weights into a population share the scale of its largest, and lose what lies below a step.
    private void CutWeights(int post)
    {
        var into = _projections.Where(q => q.Post == post).ToArray();
        var largest = into.SelectMany(q => q.Weights).Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest == 0)
            return;
        var levels = _profile.WeightLevels;
        foreach (var projection in into)
        {
            _projections[_projections.IndexOf(projection)] = projection with
            {
                Weights = Array.ConvertAll(projection.Weights, w => Math.Truncate(w / largest * levels) / levels * largest),
            };
        }
    }

    // A neuron that fires in every tick stands for what a bias adds to a synaptic current.
    private void AddConstantSource()
    {
        if (_constants.Count == 0)
            return;
        var source = new ReferencePopulation
        {
            Name = _populations.Exists(p => p.Name == "bias") ? "bias (constant)" : "bias",
            Size = 1, Kind = NeuronKind.IntegrateAndFire, Bias = [1], Threshold = [1],
        };
        _populations.Insert(1, source);
        for (var q = 0; q < _projections.Count; q++)
            _projections[q] = _projections[q] with { Pre = Shifted(_projections[q].Pre), Post = Shifted(_projections[q].Post) };
        foreach (var group in _constants.GroupBy(c => (c.Post, c.Delay)))
        {
            var node = _order[group.Key.Post];
            var sum = group.Select(c => c.Values).Aggregate(Summed);
            var weights = new double[FlatNode.SizeOf(node.OutShape)];
            for (var j = 0; j < weights.Length; j++)
                weights[_placements[node].NeuronOf(j)] = sum[sum.Length == 1 ? 0 : j];
            _projections.Add(new ReferenceProjection
            {
                Pre = 1, Post = Shifted(group.Key.Post), DelayTicks = group.Key.Delay, Weights = weights,
            });
        }
        Output = Shifted(Output);
        Imported = [.. Imported.Select(p => p with { Population = Shifted(p.Population) })];
    }

    private static int Shifted(int population) => population == 0 ? 0 : population + 1;

    private ImportedPopulation Describe(FlatNode node) => new()
    {
        Node = node.Path,
        Population = _indices[node],
        NirShape = node.OutShape,
        NeuronOf = _placements[node].Table,
        RecordDelayTicks = node.IsNeuron ? _profile.SpikeDelayTicks : 0,
    };

    private bool Fires(FlatNode node) => node == _graph.Input || _neurons[node].Fires;

    private string NameOf(FlatNode node)
    {
        var name = new string([.. node.Path.Select(c => char.IsControl(c) ? '?' : c)]);
        if (name.Length > MaxNameLength)
            name = name[^MaxNameLength..];
        for (var number = 2; _populations.Exists(p => p.Name == name); number++)
            name = $"{node.Node.Name[..Math.Min(node.Node.Name.Length, 48)]} {number}";
        return name.Length == 0 ? "?" : name;
    }

    private static double[] Placed(double[] values, Placement placement)
    {
        var first = values.Length > 0 ? values[0] : 0;
        return values.Length > 1 && Array.TrueForAll(values, v => v == first) ? [first] : placement.Place(values);
    }

    private static double[] Scaled(double[] values, double[] factors) => [.. values.Select((v, k) => v * factors[factors.Length == 1 ? 0 : k])];

    private static double[] SteadyCurrent(double[] values, double[] decays) =>
        [.. values.Select((v, k) => v / (1 - decays[decays.Length == 1 ? 0 : k]))];

    private static double[] Summed(double[] a, double[] b)
    {
        var sum = new double[Math.Max(a.Length, b.Length)];
        for (var k = 0; k < sum.Length; k++)
            sum[k] = a[a.Length == 1 ? 0 : k] + b[b.Length == 1 ? 0 : k];
        return sum;
    }
}
