namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>What kind of camera a <see cref="SimulatedCamera"/> is.</summary>
public sealed record CameraOptions
{
    /// <summary>Size of the sensor.</summary>
    public required EventGeometry Geometry { get; init; }

    /// <summary>Change of the natural logarithm of intensity that makes an event, mean over pixels, 0.01 .. 10.</summary>
    public double Threshold { get; init; } = 0.2;

    /// <summary>Standard deviation of the threshold over pixels, ON and OFF apart, 0 .. <see cref="Threshold"/>.</summary>
    public double ThresholdDeviation { get; init; } = 0.03;

    /// <summary>Time after an event in which its pixel is blind, 0 .. 1,000,000 [microseconds].</summary>
    public int RefractoryMicroseconds { get; init; } = 100;

    /// <summary>Background activity: events of a pixel without cause, 0 .. 10,000 [events/s].</summary>
    public double NoiseHertz { get; init; } = 0.3;

    /// <summary>Share of hot pixels, 0 .. 1.</summary>
    public double HotPixelShare { get; init; } = 0.0005;

    /// <summary>Events of a hot pixel without cause, 0 .. 10,000 [events/s].</summary>
    public double HotHertz { get; init; } = 150;

    /// <summary>Seed of thresholds, hot pixels and noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field is out of its range.</exception>
    public void Validate()
    {
        Check(Geometry.Width, 1, 4096, nameof(Geometry));
        Check(Geometry.Height, 1, 4096, nameof(Geometry));
        Check(Threshold, 0.01, 10, nameof(Threshold));
        Check(ThresholdDeviation, 0, Threshold, nameof(ThresholdDeviation));
        Check(RefractoryMicroseconds, 0, 1_000_000, nameof(RefractoryMicroseconds));
        Check(NoiseHertz, 0, 10_000, nameof(NoiseHertz));
        Check(HotPixelShare, 0, 1, nameof(HotPixelShare));
        Check(HotHertz, 0, 10_000, nameof(HotHertz));
    }

    private static void Check(double value, double least, double most, string name)
    {
        // Written so that NaN is out of range, too.
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
    }
}
