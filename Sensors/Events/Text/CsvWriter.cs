using System.Buffers.Text;

namespace EdgeSnn.Sensors.Events.Text;

/// <summary>Writes lines <c>t,x,y,p</c> under a line of these names, times in microseconds; no sensor size is kept.</summary>
internal sealed class CsvWriter : RecordWriter
{
    private const int LongestLine = 64;

    /// <summary>Writes the names.</summary>
    /// <param name="stream">Stays open.</param>
    public CsvWriter(Stream stream)
        : base(stream)
    {
        Put("t,x,y,p\n"u8);
    }

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        var count = 0;
        Append(line, ref count, e.Microseconds, (byte)',');
        Append(line, ref count, e.X, (byte)',');
        Append(line, ref count, e.Y, (byte)',');
        Append(line, ref count, e.Polarity, (byte)'\n');
        Put(line[..count]);
    }

    private static void Append(Span<byte> line, ref int count, long value, byte end)
    {
        Utf8Formatter.TryFormat(value, line[count..], out var written);
        count += written;
        line[count++] = end;
    }
}
