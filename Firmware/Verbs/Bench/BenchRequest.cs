namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>What to measure.</summary>
/// <param name="Model">A bundled network or a file.</param>
/// <param name="Audio">A WAV file, or null.</param>
/// <param name="Events">A recording of events, or null.</param>
/// <param name="Format">Format of the events, or null to tell it by content.</param>
/// <param name="Seconds">How much input [seconds].</param>
/// <param name="Threads">Threads to compare with one.</param>
internal sealed record BenchRequest(string Model, string? Audio, string? Events, string? Format, double Seconds, int Threads = 1);
