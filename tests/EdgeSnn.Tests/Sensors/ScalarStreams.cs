namespace EdgeSnn.Tests.Sensors;

/// <summary>Streams for scalar encoders.</summary>
internal static class ScalarStreams
{
    /// <summary>Seeded values over and a little past the range 0 .. 255.</summary>
    public static int[] Random(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(-20, 280))];
    }

    /// <summary>The same values in every tick.</summary>
    public static int[] Constant(int ticks, params int[] values) => [.. Enumerable.Range(0, ticks).SelectMany(_ => values)];
}
