namespace EdgeSnn.Sensors.Encoders;

/// <summary>The values a scalar encoder takes: one per input and tick, clipped to a range.</summary>
/// <param name="Count">Inputs, 1 .. 65536; an encoder consumes this many samples per tick.</param>
/// <param name="Minimum">Least value told apart, -2^30 .. 2^30; what is below counts as this. The unit is the caller's.</param>
/// <param name="Maximum">Greatest value told apart, above <paramref name="Minimum"/>, at most 2^30.</param>
public readonly record struct ScalarInput(int Count, int Minimum, int Maximum)
{
    private const int Limit = 1 << 30;

    /// <summary>Width of the range, 1 .. 2^31.</summary>
    internal long Span => (long)Maximum - Minimum;

    /// <summary>Where a value lies above the minimum, clipped to 0 .. <see cref="Span"/>.</summary>
    internal long Offset(int value) => (long)Math.Clamp(value, Minimum, Maximum) - Minimum;

    internal static ScalarInput Take(EncoderParameters parameters)
        => new(parameters.Take("count"), parameters.Take("minimum"), parameters.Take("maximum"));

    internal void Validate()
    {
        OptionRange.Check(Count, 1, 1 << 16, nameof(Count));
        OptionRange.Check(Minimum, -Limit, Limit - 1, nameof(Minimum));
        OptionRange.Check(Maximum, Minimum + 1, Limit, nameof(Maximum));
    }
}
