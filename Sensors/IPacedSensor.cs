namespace EdgeSnn.Sensors;

/// <summary>A sensor whose samples fall due by a clock of ours, so that its reader can sleep until then.</summary>
public interface IPacedSensor
{
    /// <summary>When the last sample given was due, on the sensor's clock.</summary>
    long DueTimestamp { get; }

    /// <summary>When the next samples fall due, on the sensor's clock; 0 while that is unknown.</summary>
    long NextDueTimestamp { get; }
}
