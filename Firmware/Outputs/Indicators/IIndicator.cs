namespace EdgeSnn.Firmware.Outputs.Indicators;

/// <summary>
/// A part that shows a decision: the seam between <see cref="IndicatorOutput"/> and the drivers of real parts, so that tests run
/// without any. Called on the output thread only.
/// </summary>
public interface IIndicator : IDisposable
{
    /// <summary>Shows this until told otherwise.</summary>
    /// <param name="indication">What to show.</param>
    void Show(in Indication indication);
}
