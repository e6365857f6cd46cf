namespace EdgeSnn.Sensors.Events.Live;

/// <summary>What a video device delivers.</summary>
/// <param name="FourCc">Its pixel format, as in <c>PSE3</c>.</param>
/// <param name="FrameBytes">Longest frame [bytes].</param>
public readonly record struct VideoFormat(string FourCc, int FrameBytes);
