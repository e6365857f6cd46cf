namespace EdgeSnn.Sensors.Events;

/// <summary>Size of an event sensor; 0 by 0 while unknown.</summary>
/// <param name="Width">Columns, 0 .. 65536 [pixels].</param>
/// <param name="Height">Rows, 0 .. 65536 [pixels].</param>
public readonly record struct EventGeometry(int Width, int Height);
