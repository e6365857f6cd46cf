using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>What <c>edgesnn show</c> was asked for.</summary>
internal sealed record ShowOptions
{
    /// <summary>A recording, <c>-</c> or a live source.</summary>
    public required string Subject { get; init; }

    /// <summary>What else is known of it.</summary>
    public required EventSource Source { get; init; }

    /// <summary>Filters before anything is shown.</summary>
    public IReadOnlyList<EventFilterRequest> Filters { get; init; } = [];

    /// <summary>A picture to write, or null.</summary>
    public string? Output { get; init; }

    /// <summary>Where the stretch begins, after the first event [microseconds].</summary>
    public long From { get; init; }

    /// <summary>How long it is [microseconds].</summary>
    public long Length { get; init; } = long.MaxValue;

    /// <summary>Times as fast as it was, or null for what suits.</summary>
    public double? Speed { get; init; }

    /// <summary>Width of the bins of the rate, or null for what suits [microseconds].</summary>
    public long? BinMicroseconds { get; init; }

    /// <summary>One page of text in place of moving pictures.</summary>
    public bool IsStill { get; init; }

    /// <summary>The rate over time as JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>The rate over time as comma-separated values.</summary>
    public bool IsCsv { get; init; }

    /// <summary>True where it can be read once only.</summary>
    public bool IsStream => Subject == EventRecording.Standard || LiveEvents.Names(Subject);
}
