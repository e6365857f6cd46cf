namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>What a <see cref="PolarityFilter"/> keeps.</summary>
public enum PolarityChoice
{
    /// <summary>Darker pixels only.</summary>
    Off = 0,

    /// <summary>Brighter pixels only.</summary>
    On = 1,

    /// <summary>Both, all of them as ON.</summary>
    Merged = 2,
}
