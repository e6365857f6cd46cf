namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>What a simulated camera looks at.</summary>
public interface IScene
{
    /// <summary>Draws the scene as it is at a time.</summary>
    /// <param name="microseconds">Since the scene began [microseconds].</param>
    /// <param name="intensity">Receives linear intensity, row by row, above 0; one value per pixel of the camera.</param>
    void Render(long microseconds, Span<float> intensity);
}
