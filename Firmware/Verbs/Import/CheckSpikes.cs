namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>Spikes of one population.</summary>
/// <param name="Population">Its name, for NIR files the path of its node.</param>
/// <param name="Spikes">In all samples.</param>
public sealed record CheckSpikes(string Population, long Spikes);
