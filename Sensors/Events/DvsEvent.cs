namespace EdgeSnn.Sensors.Events;

/// <summary>
/// One change of brightness at one pixel, as an event camera reports it; 16 bytes. Origin top left, y down.
/// </summary>
/// <param name="Microseconds">Stream time, 64-bit and never falling within one stream [microseconds].</param>
/// <param name="X">Column, from 0 at the left [pixels].</param>
/// <param name="Y">Row, from 0 at the top [pixels].</param>
/// <param name="Polarity">1 for brighter (ON), 0 for darker (OFF).</param>
public readonly record struct DvsEvent(long Microseconds, ushort X, ushort Y, byte Polarity);
