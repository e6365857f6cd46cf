namespace EdgeSnn.Firmware.Evaluation;

/// <summary>How clips and background are mixed.</summary>
/// <param name="Snr">Speech-to-noise ratio, or null without background [dB].</param>
/// <param name="Seed">Of the distances between clips.</param>
/// <param name="SampleRate">Of clips and background [Hz].</param>
public readonly record struct MixOptions(double? Snr, int Seed, int SampleRate);
