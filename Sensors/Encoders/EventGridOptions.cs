using System.Numerics;
using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Parameters of <see cref="EventGridEncoder"/>: a grid of square cells in the middle of the sensor. Integers only, so that a
/// network file carries them exactly.
/// </summary>
public sealed record EventGridOptions
{
    /// <summary>Name of the encoder in network files and in the catalog.</summary>
    public const string EncoderName = "event-grid";

    /// <summary>Most channels of a grid; as many as a population has neurons at most.</summary>
    public const int MaxChannels = NetworkModelValidation.MaxPopulationSize;

    /// <summary>Cells in a row [cells].</summary>
    public required int Width { get; init; }

    /// <summary>Cells in a column [cells].</summary>
    public required int Height { get; init; }

    /// <summary>Columns of the sensor, 0 for as many as the cells cover [pixels].</summary>
    public int SensorWidth { get; init; }

    /// <summary>Rows of the sensor, 0 for as many as the cells cover [pixels].</summary>
    public int SensorHeight { get; init; }

    /// <summary>2: OFF events on even channels, ON events on odd ones; 1: both on one channel.</summary>
    public int PolarityChannels { get; init; } = 2;

    /// <summary>Side of a cell: 1, 2, 4 .. 128 [pixels].</summary>
    public int Pool { get; init; } = 1;

    /// <summary>
    /// Most spikes of a channel in one tick, 1 .. 255. 1 is the binary mode: several events are one spike. Above 1 is the count
    /// mode: every event is a spike until the most is reached.
    /// </summary>
    public int MaxPerTick { get; init; } = 1;

    /// <summary>Length of a tick, 1 .. 10,000,000 [microseconds].</summary>
    public int TickMicroseconds { get; init; } = 1000;

    /// <summary>Reads the options from a blueprint.</summary>
    /// <param name="model">An encoder named <see cref="EncoderName"/>.</param>
    /// <exception cref="ModelFormatException">A parameter is missing, unknown, repeated or out of range.</exception>
    public static EventGridOptions Read(EncoderModel model)
    {
        var parameters = new EncoderParameters(model, EncoderName);
        var options = new EventGridOptions
        {
            Width = parameters.Take("width"),
            Height = parameters.Take("height"),
            SensorWidth = parameters.Take("sensor-width"),
            SensorHeight = parameters.Take("sensor-height"),
            PolarityChannels = parameters.Take("polarity-channels"),
            Pool = parameters.Take("pool"),
            MaxPerTick = parameters.Take("max-per-tick"),
            TickMicroseconds = parameters.Take("tick-microseconds"),
        };
        parameters.Check(options.Validate);
        return options;
    }

    /// <summary>The options as a network file carries them, in the order of this record.</summary>
    public EncoderModel ToModel() => new()
    {
        Name = EncoderName,
        Parameters =
        [
            new("width", Width),
            new("height", Height),
            new("sensor-width", SensorWidth),
            new("sensor-height", SensorHeight),
            new("polarity-channels", PolarityChannels),
            new("pool", Pool),
            new("max-per-tick", MaxPerTick),
            new("tick-microseconds", TickMicroseconds),
        ],
    };

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Check(PolarityChannels, 1, 2, nameof(PolarityChannels));
        OptionRange.Check(Width, 1, MaxChannels / PolarityChannels, nameof(Width));
        OptionRange.Check(Height, 1, MaxChannels / PolarityChannels / Width, nameof(Height));
        // Coordinates have 16 bits, and the last one belongs to time marks.
        OptionRange.Check(SensorWidth, 0, ushort.MaxValue, nameof(SensorWidth));
        OptionRange.Check(SensorHeight, 0, ushort.MaxValue, nameof(SensorHeight));
        OptionRange.Check(Pool, 1, 128, nameof(Pool));
        if (!BitOperations.IsPow2(Pool))
            throw new ArgumentOutOfRangeException(nameof(Pool), Pool, "must be a power of two");
        OptionRange.Check(MaxPerTick, 1, byte.MaxValue, nameof(MaxPerTick));
        OptionRange.Check(TickMicroseconds, 1, 10_000_000, nameof(TickMicroseconds));
    }
}
