using System.Globalization;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>One line of plain text per decision: stream time, label, confidence, latency.</summary>
public sealed class ConsoleOutput : IOutput
{
    private readonly TextWriter _writer;

    /// <summary>Writes lines to a writer it does not own.</summary>
    public ConsoleOutput(string address, TextWriter writer)
    {
        Address = address;
        _writer = writer;
    }

    public string Address { get; }

    public bool IsIdle => true;

    public long Delivered { get; private set; }

    public long Lost => 0;

    /// <summary>A decision as a line of text, without its end.</summary>
    public static string Format(in DecisionMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.StreamMicroseconds / 1e6,9:0.000} s  {message.Label,-10} {message.Decision.Confidence / 327.68,5:0.0} %  {message.LatencyMicroseconds / 1000.0,7:0.000} ms");

    public void Emit(in DecisionMessage message)
    {
        _writer.WriteLine(Format(message));
        _writer.Flush();
        Delivered++;
    }

    public void Poll()
    {
    }

    public void Dispose()
    {
    }
}
