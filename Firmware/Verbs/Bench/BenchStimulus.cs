using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Simulation;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What a network is measured with.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Samples">Is given from the beginning again and again.</param>
/// <param name="CreateEncoder">Makes the network's encoder.</param>
internal sealed record BenchStimulus<TSample>(string Description, TSample[] Samples, Func<IEncoder<TSample>> CreateEncoder)
    where TSample : unmanaged;

/// <summary>Recordings, and what stands in for them.</summary>
internal static class BenchStimulus
{
    private const int SyntheticSeconds = 10;
    private const int SpikeTicks = 1000;
    private const int LeastSide = 4;

    /// <summary>For a network that hears: a file, the demo's recording for the demo's network, or sounds made for it.</summary>
    public static BenchStimulus<short> Sound(NetworkModel model, string? path)
    {
        var rate = AudioInput.SampleRateOf(model);
        var (description, samples) = path is not null ? (path, Recording.Load(path, rate))
            : model.Name == DemoVerb.Network ? ("the demo's recording", Recording.Load(DemoVerb.OpenRecording(), "the demo's recording", rate))
            : ("buzz, hiss and silence", SyntheticSound.Samples(rate, SyntheticSeconds * rate));
        return new(description, samples, () => Sensors.Catalog.CreateAudioEncoder(model.Encoder));
    }

    /// <summary>For a network that sees: a recording, or a square that moves.</summary>
    /// <exception cref="UsageException">The sensor is too small for the square.</exception>
    public static BenchStimulus<DvsEvent> Events(NetworkModel model, string? path, string? format)
    {
        var options = EventInput.SensorOptions(model, []);
        if (path is null && (options.Geometry.Width < LeastSide || options.Geometry.Height < LeastSide))
            throw new UsageException($"{model.Name} sees {options.Geometry.Width}x{options.Geometry.Height} pixels: give a recording, --events FILE");
        var (description, events) = path is not null
            ? (path, EventClips.Load(path, format, options, 0))
            : ("a square that moves in noise", SyntheticSquare.Events(options.Geometry.Width, options.Geometry.Height));
        return new(description, events, () => Sensors.Catalog.CreateEventEncoder(model.Encoder));
    }

    /// <summary>For a network that takes spikes as they are: random ones.</summary>
    public static BenchStimulus<int> Spikes(NetworkModel model)
        => new("random spikes, a channel in 20 per tick", [.. Enumerable.Range(0, SpikeTicks)], () => new RandomSpikes(model.Populations[0].Size));
}
