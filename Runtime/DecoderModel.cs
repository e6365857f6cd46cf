namespace EdgeSnn.Runtime;

/// <summary>How the output population's activity becomes decisions.</summary>
public sealed record DecoderModel
{
    /// <summary>The decoder.</summary>
    public required DecoderKind Kind { get; init; }

    /// <summary>Index of the output population; its size is the number of labels.</summary>
    public required int Population { get; init; }

    /// <summary>Length of the sliding window over which evidence is counted or averaged [ticks], 1 .. 4096.</summary>
    public int WindowTicks { get; init; } = 1;

    /// <summary>Length of the sliding mean over the class confidences before the trigger [ticks], 1 .. 1024.</summary>
    public int SmoothingTicks { get; init; } = 1;

    /// <summary>A decision fires when the smoothed confidence reaches this; Q0.15, 0 .. 32767.</summary>
    public int TriggerThreshold { get; init; } = 16384;

    /// <summary>After a decision the trigger arms again once the smoothed confidence of that class is below this; Q0.15, 1 .. trigger threshold.</summary>
    public int RearmThreshold { get; init; } = 8192;

    /// <summary>Shortest time between two decisions [ticks], 0 .. 65535.</summary>
    public int RefractoryTicks { get; init; }

    /// <summary>Classes that never fire, such as silence and unknown.</summary>
    public int[] QuietClasses { get; init; } = [];

    /// <summary>
    /// The class that means "nothing happened", or -1. Its potential is the level against which the others' are measured;
    /// the verdict over a whole recording is this class when no other exceeds it.
    /// </summary>
    public int RestClass { get; init; } = -1;

    /// <summary>
    /// Softmax gain: confidence is proportional to 2^(gain * evidence), gain in Q8.8 per 1.0 of potential, 1 .. 65535; 369 is
    /// the natural exponential. Max-potential only.
    /// </summary>
    public int ConfidenceGain { get; init; } = 369;
}
