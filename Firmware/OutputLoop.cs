using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>
/// The output thread: the only one that touches pins and sockets. Takes decisions as they come, gives every output its
/// turn, and at the end lets them finish what they began.
/// </summary>
internal sealed class OutputLoop
{
    private const int TurnMilliseconds = 5;
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(1);

    private readonly DecisionRing _decisions;
    private readonly GuardedOutput[] _outputs;
    private readonly string[] _labels;
    private readonly TimeProvider _time;

    public OutputLoop(NetworkModel model, DecisionRing decisions, IReadOnlyList<IOutput> outputs, TimeProvider time)
    {
        _decisions = decisions;
        _labels = model.Labels;
        _time = time;
        _outputs = [.. outputs.Select(output => new GuardedOutput(output, time))];
    }

    /// <summary>What became of each output.</summary>
    public IReadOnlyList<OutputReport> Reports => [.. _outputs.Select(output => output.Report)];

    /// <summary>Runs until the last decision is handed over and the outputs are done; then disposes them.</summary>
    public void Run(CancellationToken stop)
    {
        try
        {
            while (!_decisions.IsOver)
            {
                _decisions.Wait(TurnMilliseconds);
                Turn();
            }

            Turn();
            SayFarewell(stop);
        }
        finally
        {
            foreach (var output in _outputs)
                output.Dispose();
        }
    }

    private void Turn()
    {
        while (_decisions.TryRead(out var pending))
        {
            var latency = _time.GetElapsedTime(pending.ArrivalTimestamp);
            var message = new DecisionMessage(
                pending.Decision, _labels[pending.Decision.Class], pending.StreamMicroseconds, (long)latency.TotalMicroseconds);
            foreach (var output in _outputs)
                output.Emit(message);
        }

        foreach (var output in _outputs)
            output.Poll();
    }

    // The stream is over: no tick can suffer any more. Real time, for a stopped test clock must not stop the exit.
    private void SayFarewell(CancellationToken stop)
    {
        var deadline = Environment.TickCount64 + (long)FarewellTime.TotalMilliseconds;
        while (!Array.TrueForAll(_outputs, output => output.IsIdle)
            && !stop.IsCancellationRequested && Environment.TickCount64 < deadline)
        {
            stop.WaitHandle.WaitOne(TurnMilliseconds);
            Turn();
        }
    }
}
