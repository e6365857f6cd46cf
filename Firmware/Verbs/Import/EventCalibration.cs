using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>Recordings of an event camera as input spikes for the quantizer: through the encoder that will feed the network.</summary>
internal sealed class EventCalibration
{
    private readonly IEncoder<DvsEvent> _encoder;
    private readonly EventSensorOptions _options;
    private readonly SpikeList _spikes;

    /// <summary>Makes the encoder of a network.</summary>
    /// <exception cref="UsageException">Its encoder takes no events.</exception>
    public EventCalibration(ReferenceModel model)
    {
        try
        {
            _encoder = Sensors.Catalog.CreateEventEncoder(model.Encoder);
        }
        catch (ModelFormatException error)
        {
            throw new UsageException($"--calibrate: recordings of events need an encoder for them, not '{model.Encoder.Name}' ({OneLine.Of(error)}); --encoder chooses");
        }

        _options = new EventSensorOptions { TickMicroseconds = model.TickMicroseconds };
        _spikes = new SpikeList(_encoder.MostSpikesPerTick);
    }

    /// <summary>Encodes one recording, from its first event to the tick of its last.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">Index of its class, or -1.</param>
    /// <exception cref="BadFileException">It is missing or damaged.</exception>
    public SpikeRecording Read(string path, int label)
    {
        ReadOnlySpan<DvsEvent> events;
        try
        {
            events = EventClips.Load(path, null, _options, 0);
        }
        catch (Exception error) when (error is EventFormatException or IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path}: {OneLine.Of(error)}", error);
        }

        _encoder.Reset();
        var ticks = new List<int[]>();
        while (!events.IsEmpty)
        {
            events = events[_encoder.Encode(events, _spikes, out var tickComplete)..];
            if (tickComplete)
                ticks.Add(_spikes.Neurons.ToArray());
        }

        return new SpikeRecording(ticks, label);
    }
}
