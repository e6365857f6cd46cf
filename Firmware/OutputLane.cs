using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// One output with its own ring and its own thread, the only one that touches it: takes decisions as they come, gives the
/// output its turn, and at the end lets it finish what it began. An output that blocks keeps nobody else waiting.
/// </summary>
internal sealed class OutputLane : IDisposable
{
    private const int TurnMilliseconds = 5;
    private const int IdleTurnMilliseconds = 10;
    private const long FarewellMilliseconds = 1000;

    private readonly DecisionRing _decisions;
    private readonly GuardedOutput _output;
    private readonly string[] _labels;
    private readonly TimeProvider _time;
    private readonly Action _onEnd;
    private readonly Thread _thread;
    private volatile bool _isHurried;
    private volatile bool _isOver;

    public OutputLane(IOutput output, string[] labels, DeviceOptions options, Action onEnd)
    {
        Address = output.Address;
        _decisions = new DecisionRing(options.DecisionCapacity);
        _labels = labels;
        _time = options.Time;
        _output = new GuardedOutput(output, options.Time, options.OnFault);
        _onEnd = onEnd;
        _thread = new Thread(Run) { Name = "output " + output.Address, IsBackground = true };
    }

    /// <summary>As the output's.</summary>
    public string Address { get; }

    /// <summary>Decisions that found the ring full.</summary>
    public long Dropped => _decisions.Dropped;

    /// <summary>True once the output is disposed.</summary>
    public bool IsOver => _isOver;

    /// <summary>What became of the output so far.</summary>
    public OutputReport Report => _output.Report;

    public void Start() => _thread.Start();

    /// <summary>Network thread: never waits.</summary>
    public void Write(in PendingDecision decision) => _decisions.Write(decision);

    /// <summary>Nothing will follow.</summary>
    /// <param name="hurries">True when a pulse is to be ended, not to be finished.</param>
    public void Complete(bool hurries)
    {
        _isHurried |= hurries;
        _decisions.Complete();
    }

    /// <summary>Closes the output of a lane that was never started; one that still blocks is left to the end of the program.</summary>
    public void Dispose()
    {
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _output.Dispose();
        else if (!_isOver)
            return;
        _decisions.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_decisions.IsOver)
            {
                _decisions.Wait(_output.IsIdle ? IdleTurnMilliseconds : TurnMilliseconds);
                Turn();
            }

            Turn();
            SayFarewell();
        }
        finally
        {
            _output.Dispose();
            _isOver = true;
            _onEnd();
        }
    }

    private void Turn()
    {
        while (_decisions.TryRead(out var pending))
        {
            var latency = _time.GetElapsedTime(pending.ArrivalTimestamp);
            _output.Emit(new DecisionMessage(
                pending.Decision, _labels[pending.Decision.Class], pending.StreamMicroseconds, (long)latency.TotalMicroseconds));
        }

        _output.Poll();
    }

    // The stream is over: no tick can suffer any more. Real time, for a stopped test clock must not stop the exit.
    private void SayFarewell()
    {
        var deadline = Environment.TickCount64 + FarewellMilliseconds;
        while (!_output.IsIdle && !_isHurried && Environment.TickCount64 < deadline)
        {
            _decisions.Wait(TurnMilliseconds);
            Turn();
        }
    }
}
