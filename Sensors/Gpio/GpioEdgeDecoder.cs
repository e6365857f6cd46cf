using System.Buffers.Binary;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Sensors.Gpio;

/// <summary>
/// Edges of GPIO lines as the kernel records them (<c>struct gpio_v2_line_event</c>, 48 bytes): an event in the column of its line,
/// row 0, ON where it rose. Times are the kernel's, taken in its interrupt. Allocates nothing.
/// </summary>
internal sealed class GpioEdgeDecoder : RecordDecoder
{
    private const int RecordBytes = GpioInputAddress.EdgeBytes;
    private const uint Rising = 1;
    private const uint Falling = 2;

    private readonly int[] _lines;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="lines">Numbers of the lines, in the order of their columns.</param>
    public GpioEdgeDecoder(IReadOnlyList<int> lines)
        : base(new EventGeometry(lines.Count, 1), RecordBytes) => _lines = [.. lines];

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended) => 0;

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var written = 0;
        for (consumed = 0; bytes.Length - consumed >= RecordBytes && written < events.Length; consumed += RecordBytes)
        {
            var record = bytes.Slice(consumed, RecordBytes);
            var time = (long)(BinaryPrimitives.ReadUInt64LittleEndian(record) / 1000);
            var kind = BinaryPrimitives.ReadUInt32LittleEndian(record[8..]);
            var column = Array.IndexOf(_lines, BinaryPrimitives.ReadInt32LittleEndian(record[12..]));
            if (kind is not (Rising or Falling) || column < 0)
                Counters.Unknown++;
            else if (Gate.TryAdmit(time, column, 0, kind == Rising ? 1 : 0, out events[written]))
                written++;
        }

        return written;
    }
}
