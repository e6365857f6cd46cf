namespace EdgeSnn.Firmware.Pictures;

/// <summary>Events of one stretch of time.</summary>
/// <param name="On">ON events.</param>
/// <param name="Off">OFF events.</param>
internal readonly record struct RateBin(long On, long Off)
{
    /// <summary>Events of both polarities.</summary>
    public long Events => On + Off;
}
