namespace EdgeSnn.Firmware.Evaluation;

/// <summary>A decision in a stream.</summary>
/// <param name="Class">Index into the labels.</param>
/// <param name="Time">End of the deciding tick [samples].</param>
public readonly record struct StreamDecision(int Class, long Time);
