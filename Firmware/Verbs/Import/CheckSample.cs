using EdgeSnn.Models.Import.Check;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>One sample of a check.</summary>
/// <param name="Sample">Its number, from 0.</param>
/// <param name="Verdict">Label of its class, or null for none.</param>
/// <param name="Spikes">Spikes of the compared population.</param>
/// <param name="Difference">From the recording; null without one.</param>
public sealed record CheckSample(int Sample, string? Verdict, long Spikes, SpikeDifference? Difference);
