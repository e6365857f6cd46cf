namespace EdgeSnn.Firmware.Evaluation;

/// <summary>What came of the clips of a set.</summary>
/// <param name="Results">Result per clip; null where the clip could not be read.</param>
/// <param name="Faults">What is wrong with the clips that could not be read, one line each.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ClipOutcome(IReadOnlyList<ClipResult?> Results, IReadOnlyList<string> Faults, TimeSpan Elapsed);
