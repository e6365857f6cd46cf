namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>What a capture device really gives, which may not be what it was asked for.</summary>
/// <param name="Rate">Frames per second [Hz].</param>
/// <param name="Channels">Interleaved channels of 16 bits.</param>
/// <param name="PeriodFrames">Frames per wake-up [frames].</param>
/// <param name="BufferFrames">Frames the driver keeps before it runs over [frames].</param>
public readonly record struct CaptureFormat(int Rate, int Channels, int PeriodFrames, int BufferFrames);
