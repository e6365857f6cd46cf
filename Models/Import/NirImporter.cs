using EdgeSnn.Models.Import.Lowering;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import;

/// <summary>
/// Turns a NIR graph (Pedersen et al., Nature Communications 2024) into a double-precision network: neuron nodes become
/// populations, the linear nodes between them are multiplied out into projections.
/// </summary>
public static class NirImporter
{
    private const int MaxClasses = 1024;
    private const int DecisionTicks = 100;

    /// <summary>Interprets a graph.</summary>
    /// <param name="graph">What a file holds.</param>
    /// <param name="options">Name, profile and labels.</param>
    /// <exception cref="ModelFormatException">The graph cannot be run; names the node, what was found and what was expected.</exception>
    public static ImportResult Import(NirGraph graph, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        var log = new ImportLog();
        var flat = FlatGraph.Flatten(graph, log);
        var profile = options.Profile ?? ProfileGuess.Of(flat, log);
        var isTransposed = ShapeInference.Run(flat, profile.Transposed);
        if (isTransposed && !profile.Transposed)
            log.Add(ImportRemarkKind.Contradiction, "weights only fit as (in, out): read transposed");
        FileRemarks.Add(flat, log);
        ProfileRemarks.Add(profile, flat, log);
        var assembly = new NetworkAssembly(flat, profile with { Transposed = isTransposed }, isTransposed, log);
        assembly.Build(options.MaxInputSpikesPerTick);
        return new ImportResult
        {
            Model = Model(assembly, profile, options, log),
            Profile = profile with { Transposed = isTransposed },
            NeedsConfirmation = options.Profile is null && flat.Nodes.Any(n => n.Node.Type is NirType.LIF or NirType.IF or NirType.CubaLIF),
            Populations = assembly.Imported,
            Remarks = log.Sorted(),
        };
    }

    private static ReferenceModel Model(NetworkAssembly assembly, ImportProfile profile, ImportOptions options, ImportLog log)
    {
        var tick = TickMicroseconds(profile, log);
        return new ReferenceModel
        {
            Name = options.Name,
            TickMicroseconds = tick,
            Labels = Labels(assembly, options),
            Encoder = options.Encoder ?? Encoder(assembly.Populations[0], tick),
            Populations = [.. assembly.Populations],
            Projections = [.. assembly.Projections],
            Decoder = new DecoderModel
            {
                Kind = assembly.OutputFires ? DecoderKind.SpikeCount : DecoderKind.MaxPotential,
                Population = assembly.Output,
                WindowTicks = DecisionTicks,
            },
            Description = options.Description,
        };
    }

    private static string[] Labels(NetworkAssembly assembly, ImportOptions options)
    {
        var population = assembly.Populations[assembly.Output];
        if (population.Size > MaxClasses)
            throw new ModelFormatException($"node \"{population.Name}\"", $"{population.Size} output neurons", $"at most {MaxClasses} classes");
        if (options.Labels.Count > 0 && options.Labels.Count != population.Size)
            throw new ModelFormatException("labels", $"{options.Labels.Count}", $"{population.Size}, one per neuron of \"{population.Name}\"");
        var labels = new string[population.Size];
        for (var element = 0; element < labels.Length; element++)
        {
            labels[assembly.OutputPlacement.NeuronOf(element)] = options.Labels.Count > 0
                ? options.Labels[element]
                : element.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        return labels;
    }

    private static int TickMicroseconds(ImportProfile profile, ImportLog log)
    {
        var exact = profile.TimeUnitSeconds > 0 ? profile.Dt * profile.TimeUnitSeconds * 1e6 : profile.StepMicroseconds;
        var rounded = Math.Clamp(Math.Round(exact), 1, int.MaxValue);
        if (Math.Abs(exact - rounded) > 1e-6 * rounded)
            log.Add(ImportRemarkKind.Warning, $"a tick of {NodeParameters.Text(exact)} us runs as {rounded} us; --tick-us chooses");
        return (int)rounded;
    }

    private static EncoderModel Encoder(ReferencePopulation input, int tick)
    {
        if (input.Shape is not [var height, var width, 1 or 2])
            return new EncoderModel { Name = "spikes", Parameters = [new("channels", input.Size)] };
        return new EncoderModel
        {
            Name = "event-grid",
            Parameters =
            [
                new("width", width), new("height", height), new("sensor-width", width), new("sensor-height", height),
                new("polarity-channels", input.Shape[2]), new("pool", 1), new("max-per-tick", input.MaxSpikesPerTick),
                new("tick-microseconds", tick),
            ],
        };
    }
}
