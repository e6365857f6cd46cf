using System.Buffers;
using System.Text.Json;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// Writes decisions as JSON lines, the message of <c>docs/decision.schema.json</c>. One per output; owned by the output
/// thread; its buffer is used again for each message.
/// </summary>
public sealed class MessageJson : IDisposable
{
    private readonly string _model;
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _writer;

    /// <summary>Writes messages of one network.</summary>
    public MessageJson(string model)
    {
        _model = model;
        _writer = new Utf8JsonWriter(_buffer);
    }

    /// <summary>One line with its line feed; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(in DecisionMessage message)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        _writer.WriteNumber("sequence"u8, message.Decision.Sequence);
        _writer.WriteString("label"u8, message.Label);
        _writer.WriteNumber("class"u8, message.Decision.Class);
        _writer.WriteNumber("confidence"u8, Math.Round(message.Decision.Confidence / 32768.0, 4));
        _writer.WriteNumber("streamTimeMs"u8, message.StreamMicroseconds / 1000.0);
        _writer.WriteNumber("latencyMs"u8, message.LatencyMicroseconds / 1000.0);
        _writer.WriteString("model"u8, _model);
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _writer.Dispose();
}
