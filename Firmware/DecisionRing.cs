using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware;

/// <summary>
/// Decisions on their way from the network thread to the output thread. When outputs stall, decisions that find no room
/// are dropped and counted: a tick never waits. One writer, one reader; allocates nothing after construction.
/// </summary>
public sealed class DecisionRing : IDisposable
{
    private readonly SampleRing<PendingDecision> _ring;
    private readonly AutoResetEvent _written = new(false);
    private volatile bool _complete;

    /// <summary>Makes room for a number of decisions, a power of two.</summary>
    public DecisionRing(int capacity) => _ring = new SampleRing<PendingDecision>(capacity);

    /// <summary>Decisions that found no room and were dropped. Any thread.</summary>
    public long Dropped => _ring.Dropped;

    /// <summary>Reader: true once nothing is left and nothing will follow.</summary>
    public bool IsOver => _complete && _ring.Count == 0;

    /// <summary>Writer: hands over a decision, or counts it as dropped. Never waits.</summary>
    public void Write(in PendingDecision decision)
    {
        _ring.Write([decision]);
        _written.Set();
    }

    /// <summary>Writer: nothing will follow.</summary>
    public void Complete()
    {
        _complete = true;
        _written.Set();
    }

    /// <summary>Reader: takes the next decision, if there is one.</summary>
    public bool TryRead(out PendingDecision decision)
    {
        Span<PendingDecision> next = stackalloc PendingDecision[1];
        var read = _ring.Read(next) == 1;
        decision = next[0];
        return read;
    }

    /// <summary>Reader: sleeps until there may be one, or until the outputs want their turn.</summary>
    public void Wait(int milliseconds) => _written.WaitOne(milliseconds);

    public void Dispose() => _written.Dispose();
}
