using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Verbs.Events;

/// <summary>One event, in the short names that files of events use.</summary>
/// <param name="T">Time [microseconds].</param>
/// <param name="X">Column [pixels].</param>
/// <param name="Y">Row [pixels].</param>
/// <param name="P">1 for ON, 0 for OFF.</param>
public sealed record EventFields(long T, int X, int Y, int P)
{
    /// <summary>The fields of an event.</summary>
    public static EventFields Of(in DvsEvent one) => new(one.Microseconds, one.X, one.Y, one.Polarity);
}
