using EdgeSnn.Models.Import.Check;
using EdgeSnn.Models.Import.Tensors;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>A recording made elsewhere, and the population it is of.</summary>
/// <param name="Population">Index among the populations of the checked network.</param>
/// <param name="Spikes">The recording.</param>
internal sealed record ExpectedSpikes(int Population, SpikeTensor Spikes)
{
    private const string Subject = "recording";

    /// <summary>Opens the recording and finds the population it fits, if none is named.</summary>
    /// <exception cref="BadFileException">It is missing, no tensor, or fits no population.</exception>
    /// <exception cref="UsageException">It fits several populations.</exception>
    public static ExpectedSpikes Open(CheckSettings settings, CheckedModel model, TensorLayout input, int? named)
    {
        var path = settings.Expect!;
        var tensor = TensorFile.Read(path);
        if (settings.ExpectColumn is { } column)
            tensor = TensorFile.Column(tensor, column, path);
        if (named is { } population)
            return new(population, Fit(settings, model, input, tensor, population) ?? throw Misfit(path, tensor, [Describe(model, population)]));
        if (Fit(settings, model, input, tensor, model.Output) is { } output)
            return new(model.Output, output);
        var fitting = Enumerable.Range(1, model.Populations.Count - 1)
            .Select(index => (Index: index, Spikes: Fit(settings, model, input, tensor, index)))
            .Where(one => one.Spikes is not null)
            .ToArray();
        return fitting.Length switch
        {
            1 => new(fitting[0].Index, fitting[0].Spikes!),
            0 => throw Misfit(path, tensor, Enumerable.Range(1, model.Populations.Count - 1).Select(index => Describe(model, index))),
            _ => throw new UsageException($"{path} fits several populations; choose with --population: {string.Join(", ", fitting.Select(one => model.Populations[one.Index].Population.Node))}"),
        };
    }

    /// <summary>Which sample of the recording belongs to one of the input.</summary>
    public int SampleOf(int inputSample) => Spikes.Layout.Samples == 1 ? 0 : inputSample;

    private static SpikeTensor? Fit(CheckSettings settings, CheckedModel model, TensorLayout input, Tensor tensor, int population)
    {
        var signal = model.Populations[population].Population.NirShape;
        var spikes = SpikeTensor.TryRecording(tensor, signal, input, settings.ExpectOrder, Subject);
        if (spikes?.Layout is not { } layout)
            return null;
        var hasSamples = layout.Samples == input.Samples || (layout.Samples == 1 && settings.Sample is not null);
        var hasTicks = settings.Ticks is not null || layout.Ticks == input.Ticks || layout.Ticks == input.Ticks + (settings.Late ?? 0);
        return hasSamples && hasTicks ? spikes : null;
    }

    private static string Describe(CheckedModel model, int population)
    {
        var one = model.Populations[population].Population;
        return $"{one.Node} {TensorLayout.Text(one.NirShape)}";
    }

    private static BadFileException Misfit(string path, Tensor tensor, IEnumerable<string> populations)
        => new($"{path}: its shape is {TensorLayout.Text(tensor.Shape)}, expected the input's ticks (and samples) of one of: {string.Join(", ", populations)}; --ticks compares the first ticks alone", new FormatException());
}
