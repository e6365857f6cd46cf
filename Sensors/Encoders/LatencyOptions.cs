using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>Parameters of <see cref="LatencyEncoder"/>.</summary>
public sealed record LatencyOptions
{
    /// <summary>The values taken; the minimum never spikes, the maximum spikes in the first tick of a window.</summary>
    public ScalarInput Input { get; init; } = new(1, 0, 255);

    /// <summary>Length of the window in which each input spikes at most once, 2 .. 65536 [ticks].</summary>
    public int WindowTicks { get; init; } = 32;

    /// <summary>How a value maps to a time.</summary>
    public LatencyScale Scale { get; init; }

    /// <summary>Reads the options from a blueprint.</summary>
    /// <param name="model">An encoder named <see cref="LatencyEncoder.Name"/>.</param>
    /// <exception cref="ModelFormatException">A parameter is missing, unknown, repeated or out of range.</exception>
    public static LatencyOptions Read(EncoderModel model)
    {
        var parameters = new EncoderParameters(model, LatencyEncoder.Name);
        var options = new LatencyOptions
        {
            Input = ScalarInput.Take(parameters),
            WindowTicks = parameters.Take("window-ticks"),
            Scale = (LatencyScale)parameters.Take("scale"),
        };
        parameters.Check(options.Validate);
        return options;
    }

    /// <summary>Writes the options into a blueprint; <see cref="Read"/> gives them back.</summary>
    public EncoderModel ToModel() => new()
    {
        Name = LatencyEncoder.Name,
        Parameters =
        [
            new("count", Input.Count),
            new("minimum", Input.Minimum),
            new("maximum", Input.Maximum),
            new("window-ticks", WindowTicks),
            new("scale", (int)Scale),
        ],
    };

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is out of its range.</exception>
    public void Validate()
    {
        Input.Validate();
        OptionRange.Check(WindowTicks, 2, 1 << 16, nameof(WindowTicks));
        OptionRange.Check((int)Scale, (int)LatencyScale.Linear, (int)LatencyScale.Logarithmic, nameof(Scale));
    }
}
