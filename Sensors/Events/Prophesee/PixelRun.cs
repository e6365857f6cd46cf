namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>What holds for a run of pixel words.</summary>
/// <param name="FirstType">Type of OFF pixels; that of ON is the next.</param>
/// <param name="Microseconds">Time without its low bits [microseconds].</param>
/// <param name="Width">Columns [pixels].</param>
/// <param name="Height">Rows [pixels].</param>
internal readonly record struct PixelRun(uint FirstType, long Microseconds, uint Width, uint Height);
