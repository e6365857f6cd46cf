namespace EdgeSnn.Sensors.Events;

/// <summary>
/// The one way out of a decoder of records: drops what lies outside the sensor, keeps time from running back, and counts both.
/// Allocates nothing after construction; owned by the decoder's thread.
/// </summary>
internal sealed class EventGate(EventGeometry geometry)
{
    private long _latest = long.MinValue;

    /// <summary>Size of the sensor; nothing is out of range while it is 0 by 0.</summary>
    public EventGeometry Geometry { get; set; } = geometry;

    /// <summary>What was met so far.</summary>
    public EventCounters Counters { get; } = new();

    /// <summary>Takes the size of the sensor that the content states, where it is one: the content wins over the caller.</summary>
    public void State(int width, int height)
    {
        if (width is > 0 and <= 65536 && height is > 0 and <= 65536)
            Geometry = new EventGeometry(width, height);
    }

    /// <summary>Checks one event.</summary>
    /// <param name="microseconds">Unwrapped time [microseconds].</param>
    /// <param name="x">Column; any value, also negative [pixels].</param>
    /// <param name="y">Row; any value, also negative [pixels].</param>
    /// <param name="polarity">1 for ON, 0 for OFF.</param>
    /// <param name="admitted">The event, when it is inside the sensor.</param>
    public bool TryAdmit(long microseconds, long x, long y, int polarity, out DvsEvent admitted)
    {
        var width = Geometry.Width == 0 ? ushort.MaxValue + 1 : Geometry.Width;
        var height = Geometry.Height == 0 ? ushort.MaxValue + 1 : Geometry.Height;
        if ((ulong)x >= (ulong)width || (ulong)y >= (ulong)height)
        {
            Counters.OutOfRange++;
            admitted = default;
            return false;
        }

        if (microseconds < _latest)
            Counters.Regressions++;
        else
            _latest = microseconds;
        Counters.Events++;
        admitted = new DvsEvent(_latest, (ushort)x, (ushort)y, (byte)polarity);
        return true;
    }
}
