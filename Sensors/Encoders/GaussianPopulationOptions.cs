using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>Parameters of <see cref="GaussianPopulationEncoder"/>.</summary>
public sealed record GaussianPopulationOptions
{
    /// <summary>Fraction bits of <see cref="MinActivation"/>.</summary>
    public const int ActivationFractionBits = 15;

    /// <summary>The values taken; values outside the range count as its ends.</summary>
    public ScalarInput Input { get; init; } = new(1, 0, 255);

    /// <summary>Neurons, and so receptive fields, per input, 3 .. 256; count * neurons is at most 65536.</summary>
    public int Neurons { get; init; } = 8;

    /// <summary>
    /// Standard deviation of a field as a share of the distance between centers, 10 .. 1000 [1/100]; 67 is Bohte's 1 / 1.5.
    /// </summary>
    public int WidthPercent { get; init; } = 67;

    /// <summary>Length of the window in which each neuron spikes at most once, 2 .. 65536 [ticks].</summary>
    public int WindowTicks { get; init; } = 10;

    /// <summary>A neuron less active than this stays silent, Q0.15: 1 .. 32768; 3277 is 0.1.</summary>
    public int MinActivation { get; init; } = 3277;

    /// <summary>Reads the options from a blueprint.</summary>
    /// <param name="model">An encoder named <see cref="GaussianPopulationEncoder.Name"/>.</param>
    /// <exception cref="ModelFormatException">A parameter is missing, unknown, repeated or out of range.</exception>
    public static GaussianPopulationOptions Read(EncoderModel model)
    {
        var parameters = new EncoderParameters(model, GaussianPopulationEncoder.Name);
        var options = new GaussianPopulationOptions
        {
            Input = ScalarInput.Take(parameters),
            Neurons = parameters.Take("neurons"),
            WidthPercent = parameters.Take("width-percent"),
            WindowTicks = parameters.Take("window-ticks"),
            MinActivation = parameters.Take("min-activation"),
        };
        parameters.Check(options.Validate);
        return options;
    }

    /// <summary>Writes the options into a blueprint; <see cref="Read"/> gives them back.</summary>
    public EncoderModel ToModel() => new()
    {
        Name = GaussianPopulationEncoder.Name,
        Parameters =
        [
            new("count", Input.Count),
            new("minimum", Input.Minimum),
            new("maximum", Input.Maximum),
            new("neurons", Neurons),
            new("width-percent", WidthPercent),
            new("window-ticks", WindowTicks),
            new("min-activation", MinActivation),
        ],
    };

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is out of its range.</exception>
    public void Validate()
    {
        Input.Validate();
        OptionRange.Check(Neurons, 3, Math.Min(256, (1 << 16) / Input.Count), nameof(Neurons));
        OptionRange.Check(WidthPercent, 10, 1000, nameof(WidthPercent));
        OptionRange.Check(WindowTicks, 2, 1 << 16, nameof(WindowTicks));
        OptionRange.Check(MinActivation, 1, 1 << ActivationFractionBits, nameof(MinActivation));
    }
}
