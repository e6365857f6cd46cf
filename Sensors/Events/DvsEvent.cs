namespace EdgeSnn.Sensors.Events;

/// <summary>
/// One change of brightness at one pixel, as an event camera reports it; 16 bytes. Origin top left, y down.
/// </summary>
/// <param name="Microseconds">Stream time, 64-bit and never falling within one stream [microseconds].</param>
/// <param name="X">Column, from 0 at the left [pixels].</param>
/// <param name="Y">Row, from 0 at the top [pixels].</param>
/// <param name="Polarity">1 for brighter (ON), 0 for darker (OFF); 2 in a time mark.</param>
public readonly record struct DvsEvent(long Microseconds, ushort X, ushort Y, byte Polarity)
{
    private const byte MarkPolarity = 2;

    /// <summary>True for a time mark: no pixel changed, but the stream reached this time.</summary>
    public bool IsTimeMark => Polarity == MarkPolarity;

    /// <summary>
    /// A time mark. Ticks end by time, and silence carries none: a live source says with marks that time goes on, and the end
    /// of a recording says with one that its last tick is over. Decoders never give marks out, files never hold them.
    /// Its pixel lies outside every sensor.
    /// </summary>
    /// <param name="microseconds">Stream time [microseconds].</param>
    public static DvsEvent TimeMark(long microseconds) => new(microseconds, ushort.MaxValue, ushort.MaxValue, MarkPolarity);
}
