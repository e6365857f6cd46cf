namespace EdgeSnn.Sensors.Encoders;

/// <summary>The range check of every encoder option.</summary>
internal static class OptionRange
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is out of range.</exception>
    public static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
    }
}
