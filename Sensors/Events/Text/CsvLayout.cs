namespace EdgeSnn.Sensors.Events.Text;

/// <summary>Where a line of text holds what; columns count from 0.</summary>
/// <param name="Time">Column of the time.</param>
/// <param name="X">Column of the x coordinate.</param>
/// <param name="Y">Column of the y coordinate.</param>
/// <param name="Polarity">Column of the polarity.</param>
/// <param name="Unit">Unit of the times.</param>
internal readonly record struct CsvLayout(int Time, int X, int Y, int Polarity, TimeUnit Unit)
{
    /// <summary>The column farthest to the right that is needed.</summary>
    internal int Last => Math.Max(Math.Max(Time, X), Math.Max(Y, Polarity));
}
