using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>Parameters of <see cref="RateEncoder"/> and <see cref="RegularRateEncoder"/>.</summary>
public sealed record RateOptions
{
    /// <summary>Fraction bits of <see cref="MaxRate"/>.</summary>
    public const int RateFractionBits = 16;

    /// <summary>The values taken; the minimum never spikes, the maximum spikes at <see cref="MaxRate"/>.</summary>
    public ScalarInput Input { get; init; } = new(1, 0, 255);

    /// <summary>Spikes per tick at the maximum, Q0.16: 0 .. 65536, 65536 being one in every tick [spikes/tick].</summary>
    public int MaxRate { get; init; } = 1 << RateFractionBits;

    /// <summary>Seed of the random sequence; unused by the regular encoder.</summary>
    public int Seed { get; init; }

    /// <summary>Reads the options from a blueprint.</summary>
    /// <param name="model">An encoder named <paramref name="name"/>.</param>
    /// <param name="name">The encoder's catalog name.</param>
    /// <exception cref="ModelFormatException">A parameter is missing, unknown, repeated or out of range.</exception>
    public static RateOptions Read(EncoderModel model, string name)
    {
        var parameters = new EncoderParameters(model, name);
        var options = new RateOptions
        {
            Input = ScalarInput.Take(parameters),
            MaxRate = parameters.Take("max-rate"),
            Seed = parameters.Take("seed"),
        };
        parameters.Check(options.Validate);
        return options;
    }

    /// <summary>Writes the options into a blueprint; <see cref="Read"/> gives them back.</summary>
    /// <param name="name">The encoder's catalog name.</param>
    public EncoderModel ToModel(string name) => new()
    {
        Name = name,
        Parameters =
        [
            new("count", Input.Count),
            new("minimum", Input.Minimum),
            new("maximum", Input.Maximum),
            new("max-rate", MaxRate),
            new("seed", Seed),
        ],
    };

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is out of its range.</exception>
    public void Validate()
    {
        Input.Validate();
        OptionRange.Check(MaxRate, 0, 1 << RateFractionBits, nameof(MaxRate));
    }

    /// <summary>Spikes per tick of a value, Q0.32: 0 .. 2^32. Exact for the ends, rounded down between.</summary>
    internal ulong RateOf(int value)
        // At most 2^31 * 2^16 * 2^16: fits 64 bits.
        => ((ulong)(Input.Offset(value) * MaxRate) << (32 - RateFractionBits)) / (ulong)Input.Span;
}
