namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>A shape of even intensity that moves; its edge is one pixel soft.</summary>
/// <param name="Kind">Its outline.</param>
/// <param name="HalfWidth">From its middle to its side, more than 0 [pixels].</param>
/// <param name="HalfHeight">From its middle to its top, more than 0 [pixels].</param>
/// <param name="Intensity">Linear intensity; the background's is 0.5 unless the scene says otherwise.</param>
/// <param name="Motion">Where it is so many seconds after the scene began; the same time gives the same pose.</param>
public sealed record MovingShape(ShapeKind Kind, double HalfWidth, double HalfHeight, float Intensity, Func<double, Pose> Motion)
{
    /// <summary>How much of a pixel the shape covers in a pose, 0 .. 1.</summary>
    internal float Coverage(in Pose pose, double sin, double cos, int x, int y)
    {
        // In the shape's own directions, which are turned back.
        var (right, down) = (x - pose.X, y - pose.Y);
        var across = Math.Abs((right * cos) + (down * sin));
        var along = Math.Abs((down * cos) - (right * sin));
        var (halfWidth, halfHeight) = (HalfWidth * pose.Scale, HalfHeight * pose.Scale);
        // Distance into the shape; for an ellipse along the ray from its middle, which is close for edges of one pixel.
        double inside;
        if (Kind == ShapeKind.Rectangle)
        {
            inside = Math.Min(halfWidth - across, halfHeight - along);
        }
        else
        {
            var radius = Math.Sqrt((across * across / (halfWidth * halfWidth)) + (along * along / (halfHeight * halfHeight)));
            inside = (1 - radius) * Math.Min(halfWidth, halfHeight);
        }

        return (float)Math.Clamp(inside + 0.5, 0, 1);
    }

    /// <summary>No pixel farther from the middle is covered [pixels].</summary>
    internal double Reach(in Pose pose) => (Math.Sqrt((HalfWidth * HalfWidth) + (HalfHeight * HalfHeight)) * pose.Scale) + 1;
}
