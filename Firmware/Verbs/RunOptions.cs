namespace EdgeSnn.Firmware.Verbs;

/// <summary>What <c>edgesnn run</c> was asked for.</summary>
/// <param name="Model">Bundled network or file.</param>
/// <param name="Audio">WAV file, or <c>-</c>.</param>
/// <param name="Rate">Rate of raw samples, or null [Hz].</param>
/// <param name="Threshold">Confidence at which the trigger fires instead of the network's own, 0 .. 1, or null.</param>
/// <param name="IsRealTime">Play at the pace of the recording.</param>
/// <param name="Outputs">Addresses of outputs.</param>
internal readonly record struct RunOptions(
    string Model, string Audio, int? Rate, double? Threshold, bool IsRealTime, string[] Outputs);
