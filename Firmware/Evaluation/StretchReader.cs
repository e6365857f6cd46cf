namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Writes a stretch of a stream.</summary>
/// <param name="position">Where it begins [samples].</param>
/// <param name="destination">Receives it.</param>
public delegate void StretchReader(long position, Span<short> destination);
