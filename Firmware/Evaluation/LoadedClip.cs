namespace EdgeSnn.Firmware.Evaluation;

/// <summary>A clip in memory, at the network's rate.</summary>
/// <param name="Clip">Which.</param>
/// <param name="Samples">Its samples.</param>
/// <param name="Active">Where the word is.</param>
public sealed record LoadedClip(Clip Clip, short[] Samples, ActivePart Active);
