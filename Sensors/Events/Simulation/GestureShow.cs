namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>A gesture and when it is made.</summary>
/// <param name="Gesture">What is shown.</param>
/// <param name="Start">When its shape comes into view [seconds since the scene began].</param>
/// <param name="End">When it is gone [seconds since the scene began].</param>
public readonly record struct GestureShow(Gesture Gesture, double Start, double End);
