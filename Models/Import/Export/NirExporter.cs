using System.Globalization;
using EdgeSnn.Models.Import.Lowering;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Export;

/// <summary>
/// Turns a network into a NIR graph, the way back of <see cref="NirImporter"/>: an import with
/// <see cref="NirExport.ImportArguments"/> gives a network that fires the same spikes in double precision.
/// </summary>
public sealed class NirExporter
{
    private readonly ReferenceModel _model;
    private readonly double _dt;
    private readonly ExportLosses _losses;
    private readonly NodeNames _names = new();
    private readonly ExportedPopulation?[] _populations;
    private readonly Dictionary<(int Post, bool IsLate), double[]> _biases = [];

    private NirExporter(ReferenceModel model, ExportOptions options)
    {
        _model = model;
        _dt = options.Dt > 0 ? options.Dt : model.TickMicroseconds * 1e-6;
        _losses = new ExportLosses(options.AllowLoss);
        _populations = new ExportedPopulation?[model.Populations.Length];
    }

    /// <summary>Exports the exact values of a network.</summary>
    /// <param name="model">The network; of a fixed-point one take <see cref="ReferenceModel.From"/>.</param>
    /// <param name="options">Time step, and whether losses are allowed.</param>
    /// <exception cref="ModelFormatException">NIR cannot say something that changes spikes; names the part.</exception>
    public static NirExport Export(ReferenceModel model, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new NirExporter(model, options).Export();
    }

    private NirExport Export()
    {
        for (var index = 0; index < _populations.Length; index++)
        {
            if (!ConstantSource.Is(_model, index))
                _populations[index] = Place(index);
        }
        CollectBiases();
        var arguments = new ProfileArguments(_model, _dt, _losses)
        {
            ConstantSources = [.. _model.Populations.Where((_, index) => _populations[index] is null)],
        }.List(_biases.Keys.Any(key => key.IsLate));
        var writer = new PopulationNodes(_dt, _losses);
        var connections = new ConnectionNodes(_dt, _names);
        var nodes = _populations.OfType<ExportedPopulation>().SelectMany(writer.Of).ToList();
        foreach (var population in _populations.OfType<ExportedPopulation>().Where(p => p.Entry != p.Exit))
            connections.Connect(population.Entry, population.Exit);
        AddProjections(connections);
        var decided = _populations[_model.Decoder.Population]
            ?? throw ExportLosses.Refusal("decoder.population", "a constant source", "neurons");
        var output = _names.Take("output");
        nodes.Add(Output(output, decided));
        connections.Connect(decided.Exit, output);
        return new NirExport
        {
            Graph = new NirGraph { Nodes = [.. nodes, .. connections.Nodes], Edges = connections.Edges, Version = "1.0", Metadata = Metadata(arguments) },
            ImportArguments = arguments,
            Notes = _losses.Notes,
        };
    }

    private ExportedPopulation Place(int index)
    {
        var source = _model.Populations[index];
        var exit = _names.Take(source.Name);
        var entry = PopulationNodes.HasTwoNodes(source) ? _names.Take($"{exit}_sum") : exit;
        return new ExportedPopulation(source, NeedsGrid(index) ? new Grid(source.Shape[0], source.Shape[1], source.Shape[2]) : null, entry, exit);
    }

    // A flat signal serves everything but convolutions and poolings, and the grid of a camera.
    private bool NeedsGrid(int index) => _model.Populations[index].Shape.Length == 3
        && (index == 0 || Array.Exists(_model.Projections, p =>
            (p.Storage == SynapseStorage.Convolution && (p.Post == index || p.Pre == index))
            || (p.Pre == index && p.PreRows.Length > 0)));

    // Constant inputs that no node can hold, per post population: from constant sources, and of neurons without a leak.
    private void CollectBiases()
    {
        for (var post = 0; post < _populations.Length; post++)
        {
            var population = _model.Populations[post];
            if (_populations[post] is not null && PopulationNodes.TakesBiasFromConnection(population))
                AddBias(post, false, population.Bias);
        }
        foreach (var projection in _model.Projections.Where(p => _populations[p.Pre] is null))
        {
            if (projection.DelayTicks > 1 || projection.Storage != SynapseStorage.Dense)
            {
                throw ExportLosses.Refusal(
                    $"projection \"{_model.Populations[projection.Pre].Name}\" -> \"{_model.Populations[projection.Post].Name}\"",
                    "a constant input that begins later", "one from the first or second tick on");
            }
            AddBias(projection.Post, projection.DelayTicks == 1, projection.Weights);
        }
    }

    private void AddBias(int post, bool isLate, double[] values)
    {
        if (!_biases.TryGetValue((post, isLate), out var sum))
            _biases[(post, isLate)] = sum = new double[_model.Populations[post].Size];
        for (var neuron = 0; neuron < sum.Length; neuron++)
            sum[neuron] += values[values.Length == 1 ? 0 : neuron];
    }

    private void AddProjections(ConnectionNodes connections)
    {
        var projections = _model.Projections.Where(p => _populations[p.Pre] is not null).ToArray();
        var carriers = new Dictionary<ReferenceProjection, double[]>(ReferenceEqualityComparer.Instance);
        foreach (var ((post, isLate), values) in _biases.Where(bias => Array.Exists(bias.Value, value => value != 0)))
        {
            var into = projections.Where(p => p.Post == post && !carriers.ContainsKey(p) && (p.Pre >= p.Post) == isLate);
            var carrier = into.MinBy(p => p.Storage == SynapseStorage.Convolution ? 1 : 0)
                ?? throw ExportLosses.Refusal($"population \"{_model.Populations[post].Name}\"", "a constant input", "a projection whose node can hold it as a bias");
            carriers[carrier] = values;
        }
        foreach (var projection in projections)
        {
            connections.Add(
                projection, _populations[projection.Pre]!, _populations[projection.Post]!, carriers.GetValueOrDefault(projection, []));
        }
    }

    private static NirNode Output(string name, ExportedPopulation decided) => new()
    {
        Name = name, Type = NirType.Output,
        Parameters = new Dictionary<string, NirArray> { ["shape"] = NirArray.Vector(Array.ConvertAll(decided.Shape, n => (double)n)) },
    };

    private Dictionary<string, string> Metadata(IReadOnlyList<string> arguments) => new()
    {
        ["edgesnn/network"] = _model.Name,
        ["edgesnn/description"] = _model.Description,
        ["edgesnn/tick_us"] = _model.TickMicroseconds.ToString(CultureInfo.InvariantCulture),
        ["edgesnn/dt"] = _dt.ToString("R", CultureInfo.InvariantCulture),
        ["edgesnn/import"] = string.Join(' ', arguments),
        ["edgesnn/decoder"] = string.Create(
            CultureInfo.InvariantCulture,
            $"{_model.Decoder.Kind}, window {_model.Decoder.WindowTicks}, smoothing {_model.Decoder.SmoothingTicks} ticks, trigger {_model.Decoder.TriggerThreshold} of 32768"),
    };
}
