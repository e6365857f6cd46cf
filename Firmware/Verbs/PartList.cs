namespace EdgeSnn.Firmware.Verbs;

/// <summary>Everything in the catalogs: what <c>edgesnn list --json</c> prints.</summary>
public sealed record PartList(
    IReadOnlyList<Part> Sensors,
    IReadOnlyList<Part> LiveSources,
    IReadOnlyList<Part> EventFormats,
    IReadOnlyList<Part> EventFilters,
    IReadOnlyList<Part> Encoders,
    IReadOnlyList<Part> Neurons,
    IReadOnlyList<Part> Decoders,
    IReadOnlyList<Part> Outputs,
    IReadOnlyList<Part> Importers,
    IReadOnlyList<Part> ImportProfiles,
    IReadOnlyList<Part> Networks)
{
    /// <summary>Reads the catalogs.</summary>
    public static PartList Read() => new(
        [.. EdgeSnn.Sensors.Catalog.AudioSensors.Select(entry => new Part(entry.Name, entry.Description))],
        [.. LiveEvents.All.Select(source => new Part(source.Syntax, source.Description))],
        [.. EventRecording.Formats.Select(format => new Part(format.Name, format.Description))],
        [.. EdgeSnn.Sensors.Events.Filters.EventFilters.All.Select(filter => new Part(filter.Syntax, filter.Description))],
        [
            .. EdgeSnn.Sensors.Catalog.AudioEncoders.Select(entry => new Part(entry.Name, entry.Description)),
            .. EdgeSnn.Sensors.Catalog.ScalarEncoders.Select(entry => new Part(entry.Name, entry.Description)),
            .. EdgeSnn.Sensors.Catalog.EventEncoders.Select(entry => new Part(entry.Name, entry.Description)),
        ],
        [.. Runtime.Catalog.NeuronModels.Select(entry => new Part(entry.Name, entry.Description))],
        [.. Runtime.Catalog.Decoders.Select(entry => new Part(entry.Name, entry.Description))],
        [.. Catalog.Outputs.Select(entry => new Part(entry.Syntax, entry.Description))],
        [.. EdgeSnn.Models.Catalog.Importers.Select(entry => new Part(entry.Extension, entry.Description)), .. Importing.Importers],
        Importing.Profiles,
        [.. EdgeSnn.Models.Catalog.Networks.Select(entry => new Part(entry.Name, entry.Description))]);

    /// <summary>The lists under their titles, in the order of the data's way.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Part> Parts)> Sections()
    {
        yield return ("Sensors", Sensors);
        yield return ("Live sources of events", LiveSources);
        yield return ("Event formats", EventFormats);
        yield return ("Event filters", EventFilters);
        yield return ("Encoders", Encoders);
        yield return ("Neuron models", Neurons);
        yield return ("Decoders", Decoders);
        yield return ("Outputs", Outputs);
        yield return ("Network files", Importers);
        if (ImportProfiles.Count > 0)
            yield return ("Import profiles", ImportProfiles);
        yield return ("Bundled networks", Networks);
    }
}
