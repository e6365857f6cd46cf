namespace EdgeSnn.Sensors.Encoders;

/// <summary>How <see cref="LatencyEncoder"/> maps a value to a time; the numbers stand in files.</summary>
public enum LatencyScale
{
    /// <summary>Equal differences of value are equal differences of time.</summary>
    Linear = 0,

    /// <summary>Equal ratios of (value - minimum) are equal differences of time, for inputs that span decades.</summary>
    Logarithmic = 1,
}
