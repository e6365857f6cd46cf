using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware;

/// <summary>What a network senses, told by its encoder.</summary>
internal static class NetworkInput
{
    /// <summary>True when a network hears audio.</summary>
    public static bool IsAudio(NetworkModel model) => Has(Sensors.Catalog.AudioEncoders.Select(entry => entry.Name), model);

    /// <summary>True when a network sees the events of a camera.</summary>
    public static bool IsEvents(NetworkModel model) => Has(Sensors.Catalog.EventEncoders.Select(entry => entry.Name), model);

    /// <summary>What a network needs, where it was given something else.</summary>
    /// <param name="model">The network.</param>
    /// <param name="given">The option that does not fit it.</param>
    public static UsageException Mismatch(NetworkModel model, string given)
    {
        var needs = IsAudio(model) ? "hears audio: --audio FILE|-"
            : IsEvents(model) ? "sees the events of a camera: --events FILE|-"
            : "takes spikes as they are: 'edgesnn check' runs it on recorded ones";
        return new UsageException($"{given}: network '{model.Name}' (encoder {model.Encoder.Name}) {needs}");
    }

    private static bool Has(IEnumerable<string> encoders, NetworkModel model) => encoders.Contains(model.Encoder.Name);
}
