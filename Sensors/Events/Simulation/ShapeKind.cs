namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>Outlines of a <see cref="MovingShape"/>.</summary>
public enum ShapeKind
{
    /// <summary>An ellipse.</summary>
    Ellipse = 0,

    /// <summary>A rectangle.</summary>
    Rectangle = 1,
}
