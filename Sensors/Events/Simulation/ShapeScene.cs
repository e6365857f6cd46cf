namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>Moving shapes over an even background, the later ones before the earlier.</summary>
public sealed class ShapeScene : IScene
{
    private readonly EventGeometry _geometry;
    private readonly IReadOnlyList<MovingShape> _shapes;

    /// <summary>States the scene.</summary>
    /// <param name="geometry">Size of the picture.</param>
    /// <param name="shapes">From back to front.</param>
    public ShapeScene(EventGeometry geometry, IReadOnlyList<MovingShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        _geometry = geometry;
        _shapes = shapes;
    }

    /// <summary>Linear intensity where no shape is.</summary>
    public float Background { get; init; } = 0.5f;

    /// <inheritdoc/>
    public void Render(long microseconds, Span<float> intensity)
    {
        if (intensity.Length != _geometry.Width * _geometry.Height)
            throw new ArgumentException($"{intensity.Length} pixels for a scene of {_geometry.Width}x{_geometry.Height}", nameof(intensity));
        intensity.Fill(Background);
        foreach (var shape in _shapes)
            Draw(shape, shape.Motion(microseconds / 1e6), intensity);
    }

    private void Draw(MovingShape shape, in Pose pose, Span<float> intensity)
    {
        var reach = shape.Reach(pose);
        var (sin, cos) = Math.SinCos(pose.Angle);
        var (left, right) = Range(pose.X, reach, _geometry.Width);
        var (top, bottom) = Range(pose.Y, reach, _geometry.Height);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                ref var pixel = ref intensity[(y * _geometry.Width) + x];
                pixel += (shape.Intensity - pixel) * shape.Coverage(pose, sin, cos, x, y);
            }
        }
    }

    private static (int First, int Last) Range(double middle, double reach, int count)
        => ((int)Math.Clamp(Math.Floor(middle - reach), 0, count), (int)Math.Clamp(Math.Ceiling(middle + reach), -1, count - 1));
}
