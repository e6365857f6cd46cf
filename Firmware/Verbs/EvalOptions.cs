using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Sensors.Events.Filters;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What <c>edgesnn eval</c> was asked for.</summary>
internal sealed record EvalOptions
{
    public required string Model { get; init; }
    public required string Data { get; init; }
    public required ClipFilter Filter { get; init; }
    public required int? LeastMilliseconds { get; init; }
    public required string? Format { get; init; }
    public required IReadOnlyList<EventFilterRequest> EventFilters { get; init; }
    public required int Threads { get; init; }
    public required bool Json { get; init; }
    public required bool SkipsBadClips { get; init; }
    public required bool SkipsReference { get; init; }
    public required bool IsStream { get; init; }
    public required string? Background { get; init; }
    public required string[] Ratios { get; init; }
    public required int Seed { get; init; }
    public required double? Minutes { get; init; }
    public required string? Plot { get; init; }
}
