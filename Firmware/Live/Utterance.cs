namespace EdgeSnn.Firmware.Live;

/// <summary>A spoken word.</summary>
/// <param name="Label">The class it belongs to.</param>
/// <param name="Word">What was said, where that is not the label.</param>
/// <param name="Start">Of its sound [seconds].</param>
/// <param name="End">Of its sound [seconds].</param>
public sealed record Utterance(string Label, string? Word, double Start, double End);
