namespace EdgeSnn.Benchmarks.Results;

/// <summary>A bundled network on one machine: processor time per second of input, by stage [milliseconds].</summary>
internal sealed record NetworkLine
{
    public required string Network { get; init; }
    public required string Input { get; init; }
    public required double Encoder { get; init; }
    public required double Deliver { get; init; }
    public required double Update { get; init; }
    public required double Decoder { get; init; }
    public required double Whole { get; init; }
    public required double TickMicrosecondsP50 { get; init; }
    public required double TickMicrosecondsP99 { get; init; }
    public required double TickMicrosecondsMax { get; init; }
    public required double SynapticEventsPerSecond { get; init; }
    public required long BytesAllocated { get; init; }
    public required long NetworkBytes { get; init; }
}
