using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events;

/// <summary>Streams of events with everything that encodings treat apart: lone pixels, rows, equal times, gaps and wraps.</summary>
internal static class SyntheticEvents
{
    public static readonly EventGeometry Geometry = new(1280, 720);

    /// <summary>Events from time 0 on.</summary>
    /// <param name="seed">Of the generator.</param>
    /// <param name="bursts">Pixels or rows, and what lies between them.</param>
    /// <param name="longestGap">Longest of the rare gaps [microseconds].</param>
    public static DvsEvent[] Create(int seed, int bursts, long longestGap)
    {
        var random = new Random(seed);
        var events = new List<DvsEvent>();
        var time = 0L;
        for (var burst = 0; burst < bursts; burst++)
        {
            time += random.Next(200) == 0 ? random.NextInt64(longestGap) : random.Next(3) == 0 ? random.Next(90) : 0;
            var y = (ushort)random.Next(Geometry.Height);
            var polarity = (byte)random.Next(2);
            var x = random.Next(Geometry.Width);
            var (length, stride) = random.Next(8) == 0 ? (random.Next(1, 80), random.Next(1, 4)) : (1, 1);
            for (; length > 0 && x < Geometry.Width; length--, x += random.Next(1, stride + 1))
                events.Add(new DvsEvent(time, (ushort)x, y, polarity));
        }

        return [.. events];
    }
}
