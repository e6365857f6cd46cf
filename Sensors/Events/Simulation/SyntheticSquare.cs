namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>
/// Events that need no file: for half a second each, a square moves to the right, down, to the left and up, twice, at two
/// speeds and in noise, with a pause after each. Its front is brighter and its back darker. Integers only, so that every
/// machine makes the same.
/// </summary>
public static class SyntheticSquare
{
    private const int Milliseconds = 4000;

    /// <summary>Makes four seconds of events.</summary>
    /// <param name="width">Columns of the sensor, at least 4 [pixels].</param>
    /// <param name="height">Rows of the sensor, at least 4 [pixels].</param>
    /// <exception cref="ArgumentOutOfRangeException">The sensor is smaller.</exception>
    public static DvsEvent[] Events(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 4);
        var events = new List<DvsEvent>();
        uint noise = 1;
        var side = width / 4;
        for (var millisecond = 0; millisecond < Milliseconds; millisecond++)
        {
            noise = (noise * 1664525) + 1013904223;
            events.Add(new(millisecond * 1000L, (ushort)((noise >> 8) % width), (ushort)((noise >> 16) % height), (byte)(noise >> 31)));
            var (segment, within) = (millisecond / 500, millisecond % 500);
            var way = within * (segment < 4 ? 1 : 2) * (width + side) / 500;
            if (way > width + side || way == (within - 1) * (segment < 4 ? 1 : 2) * (width + side) / 500)
                continue;
            for (var across = (height - side) / 2; across < (height + side) / 2; across++)
            {
                AddEdge(events, millisecond, (segment % 4, way, across), (width, height), 1);
                AddEdge(events, millisecond, (segment % 4, way - side, across), (width, height), 0);
            }
        }

        return [.. events];
    }

    private static void AddEdge(List<DvsEvent> events, int millisecond, (int Direction, int Way, int Across) place, (int Width, int Height) size, byte polarity)
    {
        var (x, y) = place.Direction switch
        {
            0 => (place.Way, place.Across),
            1 => (place.Across, place.Way),
            2 => (size.Width - 1 - place.Way, place.Across),
            _ => (place.Across, size.Height - 1 - place.Way),
        };
        if (x >= 0 && x < size.Width && y >= 0 && y < size.Height)
            events.Add(new((millisecond * 1000L) + place.Across, (ushort)x, (ushort)y, polarity));
    }
}
