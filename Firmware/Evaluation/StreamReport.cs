namespace EdgeSnn.Firmware.Evaluation;

/// <summary>How a network does in a stream at one speech-to-noise ratio; part of what <c>edgesnn eval --stream --json</c> prints.</summary>
public sealed record StreamReport
{
    /// <summary>Speech-to-noise ratio, or null without background [dB].</summary>
    public required double? Snr { get; init; }

    public required double Minutes { get; init; }
    public required int Commands { get; init; }
    public required int Hits { get; init; }
    public required double? HitRate { get; init; }
    public required WilsonInterval HitInterval { get; init; }
    public required int Wrong { get; init; }
    public required double? WrongRate { get; init; }
    public required int Unknowns { get; init; }
    public required int Accepted { get; init; }
    public required double? AcceptedRate { get; init; }

    /// <summary>Decisions in the stream that belong to no clip.</summary>
    public required int Stray { get; init; }

    /// <summary>Background alone listened to [hours].</summary>
    public required double BackgroundHours { get; init; }

    public required int FalseAlarms { get; init; }
    public required double? FalseAlarmsPerHour { get; init; }

    /// <summary>From the end of the word to its first right decision; negative when it comes earlier [seconds].</summary>
    public required double? LatencyP50 { get; init; }

    public required double? LatencyP90 { get; init; }
    public required IReadOnlyList<OperatingPoint> Curve { get; init; }
}
