namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What <c>edgesnn eval --stream --json</c> prints.</summary>
public sealed record StreamSummary(
    string Model,
    string Data,
    string? Background,
    int Seed,
    int Clips,
    double Threshold,
    IReadOnlyList<StreamReport> Streams,
    IReadOnlyList<string> BadClips,
    IReadOnlyList<string> Notes,
    double Seconds);
