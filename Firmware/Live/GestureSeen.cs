namespace EdgeSnn.Firmware.Live;

/// <summary>A gesture that was shown, and what the network decided while it was or soon after.</summary>
/// <param name="Shown">Label of the gesture.</param>
/// <param name="Start">When it came into view [seconds].</param>
/// <param name="End">When it was gone [seconds].</param>
/// <param name="Seen">Labels decided, in the order of time.</param>
/// <param name="Confidence">Of the first decision, 0 .. 1; null without one.</param>
/// <param name="SecondsAfterEnd">From the end of the gesture to the first decision, negative when that came earlier; null without one [seconds].</param>
public sealed record GestureSeen(string Shown, double Start, double End, string[] Seen, double? Confidence, double? SecondsAfterEnd);
