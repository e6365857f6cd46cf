using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// Keeps the output thread alive whatever one output does: an exception is caught once, counted, and the output is left
/// alone for a while, twice as long after each failure in a row. What it misses meanwhile counts as lost.
/// </summary>
internal sealed class GuardedOutput : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly IOutput _output;
    private readonly TimeProvider _time;
    private readonly Action<string>? _onFault;
    private TimeSpan _pause = ShortestPause;
    private long _pausedSince;
    private bool _isPaused;
    private long _faults;
    private long _missed;
    private string? _lastFault;

    public GuardedOutput(IOutput output, TimeProvider time, Action<string>? onFault)
    {
        _output = output;
        _time = time;
        _onFault = onFault;
    }

    /// <summary>What became of the output so far.</summary>
    public OutputReport Report => new(_output.Address, _output.Delivered, _output.Lost + _missed, _faults, _lastFault);

    /// <summary>True when the output waits for nothing, or is left alone.</summary>
    public bool IsIdle => _isPaused || _output.IsIdle;

    public void Emit(in DecisionMessage message)
    {
        if (IsLeftAlone())
        {
            _missed++;
            return;
        }

        try
        {
            _output.Emit(message);
            _pause = ShortestPause;
        }
        catch (Exception error)
        {
            _missed++;
            LeaveAlone(error);
        }
    }

    public void Poll()
    {
        var isLeftAlone = IsLeftAlone();
        // What it began, as a pulse on another pin, is still to be ended in time.
        if (isLeftAlone && _output.IsIdle)
            return;
        try
        {
            _output.Poll();
        }
        catch (Exception error)
        {
            if (!isLeftAlone)
                LeaveAlone(error);
        }
    }

    public void Dispose()
    {
        try
        {
            _output.Dispose();
        }
        catch (Exception error)
        {
            LeaveAlone(error);
        }
    }

    private bool IsLeftAlone()
    {
        if (_isPaused && _time.GetElapsedTime(_pausedSince) >= _pause)
        {
            _isPaused = false;
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
        }

        return _isPaused;
    }

    private void LeaveAlone(Exception error)
    {
        _faults++;
        _lastFault = OneLine.Of(error);
        _isPaused = true;
        _pausedSince = _time.GetTimestamp();
        _onFault?.Invoke($"{_output.Address}: {_lastFault}; left alone for {_pause.TotalSeconds:0.#} s");
    }
}
