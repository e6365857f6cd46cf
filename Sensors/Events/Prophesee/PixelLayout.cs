namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>What tells the words of an encoding, and the sensor they are of.</summary>
/// <param name="FirstType">Type of OFF pixels; that of ON is the next.</param>
/// <param name="StampType">Type of TIME_HIGH.</param>
/// <param name="Width">Columns [pixels].</param>
/// <param name="Height">Rows [pixels].</param>
internal readonly record struct PixelLayout(uint FirstType, uint StampType, uint Width, uint Height);
