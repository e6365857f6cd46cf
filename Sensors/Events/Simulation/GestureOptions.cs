namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>What the gestures of a <see cref="GestureStage"/> look like; lengths are for a picture of 64 by 64 pixels.</summary>
public sealed record GestureOptions
{
    /// <summary>Size of the picture, 16 by 16 or more.</summary>
    public EventGeometry Geometry { get; init; } = new(64, 64);

    /// <summary>Slowest and fastest way across the picture, more than 0 [pixels/s].</summary>
    public (double Least, double Most) Speed { get; init; } = (90, 220);

    /// <summary>Slowest and fastest way around, more than 0 [turns/s].</summary>
    public (double Least, double Most) Turns { get; init; } = (1.0, 1.8);

    /// <summary>Smallest and largest half side of a shape, more than 0 [pixels].</summary>
    public (double Least, double Most) HalfSide { get; init; } = (5, 10);

    /// <summary>Largest deviation of a straight way from its axis, 0 .. 0.5 [radians].</summary>
    public double Slant { get; init; } = 0.2;

    /// <summary>Least and most background activity of the camera, 0 .. 10,000 [events/s per pixel].</summary>
    public (double Least, double Most) NoiseHertz { get; init; } = (0.1, 1.5);

    /// <summary>True for hands (a palm and three fingers), false for a single ellipse or rectangle.</summary>
    public bool IsHand { get; init; }
}
