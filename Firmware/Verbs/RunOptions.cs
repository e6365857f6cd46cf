using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What <c>edgesnn run</c> was asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Bundled network or file.</summary>
    public required string Model { get; init; }

    /// <summary>WAV file, <c>-</c> or null.</summary>
    public required string? Audio { get; init; }

    /// <summary>Rate of raw samples, or null [Hz].</summary>
    public required int? Rate { get; init; }

    /// <summary>Recording of events, <c>-</c> or null.</summary>
    public required string? Events { get; init; }

    /// <summary>Format of the events, or null to tell it by content.</summary>
    public required string? Format { get; init; }

    /// <summary>Filters of the events.</summary>
    public required IReadOnlyList<EventFilterRequest> Filters { get; init; }

    /// <summary>Confidence at which the trigger fires instead of the network's own, 0 .. 1, or null.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Play at the pace of the recording.</summary>
    public required bool IsRealTime { get; init; }

    /// <summary>Addresses of outputs.</summary>
    public required string[] Outputs { get; init; }
}
