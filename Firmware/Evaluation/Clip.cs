namespace EdgeSnn.Firmware.Evaluation;

/// <summary>A labelled recording on disk.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">How reports call it: its path below the data folder.</param>
/// <param name="Label">Index into the network's labels.</param>
public readonly record struct Clip(string Path, string Name, int Label);
