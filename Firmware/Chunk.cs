namespace EdgeSnn.Firmware;

/// <summary>A run of samples as the sensor gave it.</summary>
/// <param name="FirstSample">Position of its first sample since the stream began; dropped samples count [samples].</param>
/// <param name="Count">Its length [samples].</param>
/// <param name="ArrivalTimestamp">When it arrived, on the device's clock.</param>
/// <param name="DueTimestamp">When its last sample should have arrived, on the device's clock; 0 where nothing sets a pace.</param>
public readonly record struct Chunk(long FirstSample, int Count, long ArrivalTimestamp, long DueTimestamp = 0);
