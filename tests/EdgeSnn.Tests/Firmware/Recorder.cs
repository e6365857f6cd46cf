using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Firmware;

/// <summary>An output that keeps what it gets, or stalls, or fails.</summary>
public sealed class Recorder : IOutput
{
    public List<DecisionMessage> Messages { get; } = [];

    /// <summary>Waited for at each message.</summary>
    public ManualResetEventSlim? Gate { get; init; }

    /// <summary>Thrown at each message.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Called at each message.</summary>
    public Action? OnMessage { get; init; }

    public bool IsDisposed { get; private set; }

    public string Address => "recorder";

    public bool IsIdle => true;

    public long Delivered => Messages.Count;

    public long Lost => 0;

    public void Emit(in DecisionMessage message)
    {
        Gate?.Wait();
        if (Failure is not null)
            throw Failure;
        Messages.Add(message);
        OnMessage?.Invoke();
    }

    public void Poll()
    {
    }

    public void Dispose() => IsDisposed = true;
}
