using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>An output that gets decisions only while a trigger is armed; the others are withheld, not lost.</summary>
internal sealed class TriggeredOutput : IOutput
{
    private readonly IOutput _output;
    private readonly EdgeTrigger _trigger;

    /// <summary>Stands before an output.</summary>
    /// <param name="output">Disposed with this.</param>
    /// <param name="trigger">Shared by all outputs of a run, and not disposed.</param>
    public TriggeredOutput(IOutput output, EdgeTrigger trigger) => (_output, _trigger) = (output, trigger);

    public string Address => _output.Address;

    public bool IsIdle => _output.IsIdle;

    public long Delivered => _output.Delivered;

    public long Lost => _output.Lost;

    /// <summary>Decisions outside the trigger's window.</summary>
    public long Withheld { get; private set; }

    public void Emit(in DecisionMessage message)
    {
        _trigger.Poll();
        if (_trigger.IsArmed)
            _output.Emit(message);
        else
            Withheld++;
    }

    public void Poll()
    {
        _trigger.Poll();
        _output.Poll();
    }

    public void Dispose() => _output.Dispose();
}
