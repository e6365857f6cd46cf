using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Check;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>A network to be checked, from a NIR file or a network file, in double precision or fixed point.</summary>
internal sealed record CheckedModel
{
    /// <summary>In double precision; null when it runs in fixed point.</summary>
    public required ReferenceModel? Reference { get; init; }

    /// <summary>In fixed point; null when it runs in double precision.</summary>
    public required NetworkModel? Network { get; init; }

    /// <summary>Order of every population; the first is the input.</summary>
    public required IReadOnlyList<SignalOrder> Populations { get; init; }

    public required string Name { get; init; }
    public required string[] Labels { get; init; }

    /// <summary>Index of the output in <see cref="Populations"/>.</summary>
    public required int Output { get; init; }

    /// <summary>How a NIR file was read; null for network files.</summary>
    public required ImportResult? Import { get; init; }

    /// <summary>Most spikes of one input channel in one tick.</summary>
    public required int MaxInputSpikes { get; init; }

    /// <summary>Opens a network.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="inputSpikes">Most spikes of one channel in one tick that the input has.</param>
    public static CheckedModel Open(CheckSettings settings, int inputSpikes)
        => settings.Model.EndsWith(ImportedNetwork.Extension, StringComparison.OrdinalIgnoreCase)
            ? OfNir(settings, inputSpikes)
            : OfNetwork(settings);

    /// <summary>The network at rest.</summary>
    public SpikeRun Start() => Network is { } network ? new FixedPointRun(network) : new ReferenceRun(Reference!);

    private static CheckedModel OfNir(CheckSettings settings, int inputSpikes)
    {
        var options = new ImportOptions { Name = Path.GetFileNameWithoutExtension(settings.Model), MaxInputSpikesPerTick = Math.Max(1, inputSpikes) };
        var result = ImportedNetwork.Open(settings.Model, settings.Profile, options).Result;
        NetworkModel? network = null;
        if (settings.IsFixed == true)
        {
            var calibration = CalibrationSet.Read(settings.Quantize.Calibrate, result, settings.Order);
            network = Quantizer.Quantize(result.Model, settings.Quantize.With(calibration)).Model;
        }

        return new()
        {
            Reference = network is null ? result.Model : null,
            Network = network,
            Populations = [.. result.Populations.Select(one => new SignalOrder(one))],
            Name = result.Model.Name,
            Labels = result.Model.Labels,
            Output = IndexOf(result.Populations, result.Model.Decoder.Population),
            Import = result,
            MaxInputSpikes = options.MaxInputSpikesPerTick,
        };
    }

    private static CheckedModel OfNetwork(CheckSettings settings)
    {
        if (settings.Profile.From is not null || settings.Profile.HasSettings || settings.Quantize.IsGiven)
            throw new UsageException($"{settings.Model}: how to read and quantize is for {ImportedNetwork.Extension} files; a network file has it settled");
        var model = NetworkSource.Open(settings.Model).Model;
        var isFixed = settings.IsFixed ?? true;
        var populations = SignalOrder.Of(model);
        return new()
        {
            Reference = isFixed ? null : ReferenceModel.From(model),
            Network = isFixed ? model : null,
            Populations = [.. populations.Select(one => new SignalOrder(one))],
            Name = model.Name,
            Labels = model.Labels,
            Output = model.Decoder.Population,
            Import = null,
            MaxInputSpikes = model.Populations[0].MaxSpikesPerTick,
        };
    }

    private static int IndexOf(IReadOnlyList<ImportedPopulation> populations, int population)
    {
        for (var index = 0; index < populations.Count; index++)
        {
            if (populations[index].Population == population)
                return index;
        }

        return populations.Count - 1;
    }
}
