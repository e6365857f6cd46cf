using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Live;

/// <summary>Keeps every decision for a display and for the closing summary, and prints each one where nothing is drawn.</summary>
public sealed class HeardList : IOutput
{
    private readonly Lock _gate = new();
    private readonly List<DecisionMessage> _messages = [];
    private readonly TextWriter? _writer;

    /// <summary>Begins an empty list.</summary>
    /// <param name="writer">Where each decision is printed, or null.</param>
    public HeardList(TextWriter? writer) => _writer = writer;

    public string Address => "demo";

    public bool IsIdle => true;

    public long Delivered { get; private set; }

    public long Lost => 0;

    /// <summary>The decisions so far. Any thread.</summary>
    public DecisionMessage[] Snapshot()
    {
        lock (_gate)
            return [.. _messages];
    }

    public void Emit(in DecisionMessage message)
    {
        lock (_gate)
            _messages.Add(message);
        Delivered++;
        if (_writer is null)
            return;
        _writer.WriteLine(ConsoleOutput.Format(message));
        _writer.Flush();
    }

    public void Poll()
    {
    }

    public void Dispose()
    {
    }
}
