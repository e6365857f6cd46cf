using System.Globalization;

namespace EdgeSnn.Firmware.Pictures;

/// <summary>How a stretch of a recording is cut into frames.</summary>
/// <param name="Frames">How many.</param>
/// <param name="FrameMicroseconds">How much of the recording each shows [microseconds].</param>
/// <param name="FramesPerSecond">How fast they follow each other.</param>
internal readonly record struct PlayPlan(int Frames, double FrameMicroseconds, int FramesPerSecond)
{
    private const int FewestFrames = 60;
    private const int UsualFrames = 600;
    private const int MostFrames = 20_000;

    /// <summary>
    /// Real time for some seconds; what is shorter than one is slowed down, what is long is speeded up, unless a speed is asked
    /// for.
    /// </summary>
    /// <exception cref="UsageException">That speed makes too many frames.</exception>
    public static PlayPlan Of(long microseconds, int framesPerSecond, double? speed)
    {
        var duration = Math.Max(1.0, microseconds);
        if (speed is null)
        {
            var frames = duration < 1e6 ? FewestFrames : (int)Math.Min(Math.Ceiling(duration * framesPerSecond / 1e6), UsualFrames);
            return new PlayPlan(frames, duration / frames, framesPerSecond);
        }

        var length = speed.Value * 1e6 / framesPerSecond;
        var count = Math.Floor(duration / length) + 1;
        if (count > MostFrames)
            throw new UsageException($"--speed {speed}: {count:0} frames, at most {MostFrames}; take a shorter stretch with --seconds");
        return new PlayPlan((int)count, length, framesPerSecond);
    }

    /// <summary>Times as fast as it was.</summary>
    public double Speed => FrameMicroseconds * FramesPerSecond / 1e6;

    /// <summary>The speed in words.</summary>
    public string SpeedText => Speed switch
    {
        > 0.95 and < 1.05 => "in real time",
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{Speed:0.0} times as fast"),
        _ => string.Create(CultureInfo.InvariantCulture, $"slowed down {1 / Speed:0.0} times"),
    };

    /// <summary>The frame that a moment belongs to; the last one has the stretch's end.</summary>
    /// <param name="microseconds">Time since the beginning of the stretch [microseconds].</param>
    public int FrameOf(long microseconds) => (int)Math.Min(Frames - 1, microseconds / FrameMicroseconds);
}
