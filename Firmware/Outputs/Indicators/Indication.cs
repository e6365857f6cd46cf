namespace EdgeSnn.Firmware.Outputs.Indicators;

/// <summary>What an indicator is to show; each takes the part that it can show.</summary>
/// <param name="Text">Words; empty at rest.</param>
/// <param name="Percent">Confidence, 0 .. 100; 0 at rest.</param>
/// <param name="Color">Red, green and blue, 0xRRGGBB.</param>
/// <param name="Hertz">A tone, 0 for silence [Hz].</param>
/// <param name="Degrees">An angle, 0 .. 180 [degrees].</param>
public readonly record struct Indication(string Text, int Percent, int Color, int Hertz, int Degrees);
