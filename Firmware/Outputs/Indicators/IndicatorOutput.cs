using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs.Indicators;

/// <summary>Shows each decision for a while on a light, a display, a buzzer or a servo; at rest before, between and after.</summary>
public sealed class IndicatorOutput : IOutput
{
    private readonly IndicatorAddress _assignment;
    private readonly IIndicator _indicator;
    private readonly TimeProvider _time;
    private long _shownTimestamp;
    private bool _isShowing;

    /// <summary>Puts the part to rest.</summary>
    /// <param name="address">As given on the command line.</param>
    /// <param name="assignment">Which label shows what.</param>
    /// <param name="indicator">Disposed with the output.</param>
    /// <param name="time">The clock that ends what is shown.</param>
    public IndicatorOutput(string address, IndicatorAddress assignment, IIndicator indicator, TimeProvider time)
    {
        (Address, _assignment, _indicator, _time) = (address, assignment, indicator, time);
        indicator.Show(assignment.Rest);
    }

    public string Address { get; }

    public bool IsIdle => !_isShowing;

    public long Delivered { get; private set; }

    public long Lost => 0;

    public void Emit(in DecisionMessage message)
    {
        if (_assignment.OfClass[message.Decision.Class] is not { } indication)
            return;
        // Q15, and rounded down: a hundred would be certainty.
        _indicator.Show(indication with { Percent = message.Decision.Confidence * 100 >> 15 });
        (_isShowing, _shownTimestamp) = (true, _time.GetTimestamp());
        Delivered++;
    }

    public void Poll()
    {
        if (!_isShowing || _time.GetElapsedTime(_shownTimestamp) < _assignment.Time)
            return;
        _isShowing = false;
        _indicator.Show(_assignment.Rest);
    }

    public void Dispose()
    {
        try
        {
            _indicator.Show(_assignment.Rest);
        }
        finally
        {
            _indicator.Dispose();
        }
    }
}
