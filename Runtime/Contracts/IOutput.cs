namespace EdgeSnn.Runtime.Contracts;

/// <summary>One decision as it leaves the device, with the times the decoder cannot know.</summary>
/// <param name="Decision">The decoder's decision.</param>
/// <param name="Label">The class label.</param>
/// <param name="StreamMicroseconds">End of the deciding tick in stream time [microseconds since the first sample].</param>
/// <param name="LatencyMicroseconds">From the arrival of the deciding tick's last sample to the hand-over to the outputs [microseconds].</param>
public readonly record struct DecisionMessage(Decision Decision, string Label, long StreamMicroseconds, long LatencyMicroseconds);

/// <summary>
/// A place where decisions go: a terminal, a socket, a pin. Called on the output thread only; a slow or failed output
/// must not stall it beyond its own deadline, and counts what it could not deliver.
/// </summary>
public interface IOutput : IDisposable
{
    /// <summary>What this output is, as given on the command line, such as <c>udp://host:port</c>.</summary>
    string Address { get; }

    /// <summary>Delivers one decision, or counts it as lost.</summary>
    /// <param name="message">The decision.</param>
    void Emit(in DecisionMessage message);

    /// <summary>Gives the output a turn to end pulses, accept clients and retry; called at least every 10 ms.</summary>
    void Poll();

    /// <summary>True when nothing waits for another <see cref="Poll"/>: no pulse to end, no byte to send.</summary>
    bool IsIdle { get; }

    /// <summary>Decisions delivered, summed over receivers.</summary>
    long Delivered { get; }

    /// <summary>Decisions that could not be delivered, summed over receivers.</summary>
    long Lost { get; }
}
