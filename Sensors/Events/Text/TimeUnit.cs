namespace EdgeSnn.Sensors.Events.Text;

/// <summary>Unit of the times in a text of events; the value is the power of ten that makes them microseconds.</summary>
internal enum TimeUnit
{
    /// <summary>Thousandths of a microsecond.</summary>
    Nanoseconds = -3,

    /// <summary>This project's own unit.</summary>
    Microseconds = 0,

    /// <summary>Thousandths of a second.</summary>
    Milliseconds = 3,

    /// <summary>Mostly with decimals.</summary>
    Seconds = 6,
}
