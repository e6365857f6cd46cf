namespace EdgeSnn.Firmware.Verbs;

/// <summary>What <c>edgesnn demo</c> was asked for.</summary>
/// <param name="IsFast">As fast as possible instead of in real time.</param>
/// <param name="Seed">Of the scene before the camera.</param>
/// <param name="IsJson">The report as JSON and nothing else.</param>
internal sealed record DemoOptions(bool IsFast, int Seed, bool IsJson);
