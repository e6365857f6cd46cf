using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors;

/// <summary>Streams of events for tests.</summary>
internal static class EventStreams
{
    /// <summary>Events at random pixels in random distances, many of them at the same time.</summary>
    public static DvsEvent[] Random(int count, int width, int height, int longestGap, uint seed = 7)
    {
        var random = new System.Random((int)seed);
        var events = new DvsEvent[count];
        var time = 1_234_567L;
        for (var index = 0; index < count; index++)
        {
            time += random.Next(4) == 0 ? random.Next(longestGap + 1) : random.Next(3);
            events[index] = new DvsEvent(time, (ushort)random.Next(width), (ushort)random.Next(height), (byte)random.Next(2));
        }

        return events;
    }

    /// <summary>A file of 40-bit records without the overflow marker of long recordings.</summary>
    public static DvsEvent[] ReadAtis(string path)
        => [.. File.ReadAllBytes(path).Chunk(5).Select(record => new DvsEvent(
            ((record[2] & 0x7F) << 16) | (record[3] << 8) | record[4], record[0], record[1], (byte)(record[2] >> 7)))];
}
