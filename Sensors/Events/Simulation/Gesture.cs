namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>What is shown to the simulated camera; the values are the classes of the network <c>gestures</c>.</summary>
public enum Gesture
{
    /// <summary>Across the picture to the left.</summary>
    Left = 0,

    /// <summary>Across the picture to the right.</summary>
    Right = 1,

    /// <summary>Across the picture to the top.</summary>
    Up = 2,

    /// <summary>Across the picture to the bottom.</summary>
    Down = 3,

    /// <summary>Around a point, clockwise on the screen.</summary>
    Clockwise = 4,

    /// <summary>Around a point, counter-clockwise on the screen.</summary>
    CounterClockwise = 5,

    /// <summary>No gesture: nothing at all, or something that shakes, grows or shrinks in its place.</summary>
    Nothing = 6,
}
