using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware;

/// <summary>Opens what <c>--events</c> names, and joins it to a network that sees events.</summary>
internal static class EventInput
{
    private const int ChunkCapacity = 4096;
    // 4 MB: a burst of 20 million events per second for 13 ms while the network does nothing at all.
    private const int RingCapacity = 1 << 18;
    private const int RehearsalEventsPerTick = 16;

    /// <summary>The encoder's parameters, checked against the network.</summary>
    /// <exception cref="ModelFormatException">The encoder is none of events, or does not fit the network.</exception>
    public static EventGridOptions OptionsOf(NetworkModel model)
    {
        if (!NetworkInput.IsEvents(model))
            throw new ModelFormatException("encoder.name", $"\"{model.Encoder.Name}\"", $"\"{EventGridOptions.EncoderName}\", which sees events");
        var options = EventGridOptions.Read(model.Encoder);
        var input = model.Populations[0];
        var channels = options.Width * options.Height * options.PolarityChannels;
        if (channels != input.Size)
            throw new ModelFormatException("populations[0].size", $"{input.Size}", $"{channels}, the encoder's channels");
        int[] shape = [options.Height, options.Width, options.PolarityChannels];
        if (input.Shape.Length > 0 && !input.Shape.SequenceEqual(shape))
            throw new ModelFormatException("populations[0].shape", string.Join(" x ", input.Shape), $"{string.Join(" x ", shape)}, the encoder's grid");
        if (options.TickMicroseconds != model.TickMicroseconds)
            throw new ModelFormatException("tick", $"{model.TickMicroseconds} us", $"{options.TickMicroseconds} us, the encoder's");
        if (options.MaxPerTick > input.MaxSpikesPerTick)
            throw new ModelFormatException("populations[0].maxSpikesPerTick", $"{input.MaxSpikesPerTick}", $"{options.MaxPerTick}, the encoder's, or more");
        return options;
    }

    /// <summary>What a device has to know about a sensor of events.</summary>
    /// <exception cref="ModelFormatException">The network sees no events, or its encoder does not fit it.</exception>
    public static DeviceInput<DvsEvent> Join(NetworkModel model, ISensor<DvsEvent> sensor)
    {
        var options = OptionsOf(model);
        var size = SizeOf(options);
        var step = Math.Max(1, options.TickMicroseconds / RehearsalEventsPerTick);
        return new DeviceInput<DvsEvent>
        {
            Sensor = sensor,
            Encoder = Sensors.Catalog.CreateEventEncoder(model.Encoder),
            SamplesPerSecond = 0,
            ChunkCapacity = ChunkCapacity,
            RingCapacity = RingCapacity,
            // A point that runs over the sensor.
            Rehearsal = position => new DvsEvent(
                (long)position * step, (ushort)(position % size.Width), (ushort)(position % size.Height), (byte)(position / 5 & 1)),
        };
    }

    /// <summary>A recording of any format, standard input, or a live source.</summary>
    /// <param name="events">A path, <c>-</c>, or an address of <see cref="LiveEvents"/>.</param>
    /// <param name="format">Name of the format, or null to tell it by content.</param>
    /// <param name="terminal">Has standard input.</param>
    /// <exception cref="BadFileException">The file is of no known format.</exception>
    public static IEventReader Open(string events, string? format, Terminal terminal)
        => LiveEvents.Names(events) ? LiveEvents.Open(events, format, EventReadOptions.None, terminal)
            : events == EventRecording.Standard ? new LateEventReader(() => EventRecording.Open(events, format, EventReadOptions.None, terminal, out _))
            : EventRecording.Open(events, format, EventReadOptions.None, terminal, out _);

    /// <summary>What a sensor in front of a network does with a recording.</summary>
    public static EventSensorOptions SensorOptions(NetworkModel model, IReadOnlyList<EventFilterRequest> filters)
    {
        var options = OptionsOf(model);
        return new EventSensorOptions { TickMicroseconds = options.TickMicroseconds, Filters = filters, Geometry = SizeOf(options) };
    }

    /// <summary>Pixels of the sensor that a grid was made for.</summary>
    public static EventGeometry SizeOf(EventGridOptions options) => new(
        options.SensorWidth > 0 ? options.SensorWidth : Math.Min(options.Width * options.Pool, ushort.MaxValue),
        options.SensorHeight > 0 ? options.SensorHeight : Math.Min(options.Height * options.Pool, ushort.MaxValue));
}
