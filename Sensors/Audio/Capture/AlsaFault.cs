namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>What an error number of libasound means for a recording.</summary>
internal enum AlsaFault
{
    /// <summary>Nothing is lost; ask again.</summary>
    None = 0,

    /// <summary>Frames were lost; the device goes on after a recovery.</summary>
    Overrun = 1,

    /// <summary>The device is gone, or must be opened again.</summary>
    Gone = 2,
}
