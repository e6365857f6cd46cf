using System.Buffers.Binary;
using System.Text;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// What the Prophesee writers share: header, buffer, checks, and the search for rows, which are neighbors in the stream that
/// one word can hold: of one time, row and polarity, with columns rising within 32 pixels.
/// </summary>
internal abstract class RawWriter : IEventWriter
{
    /// <summary>Widest row [pixels].</summary>
    protected const int RowPixels = 32;

    private const int BufferBytes = 1 << 16;
    private const int LongestWord = sizeof(ulong);

    private readonly Stream _stream;
    private readonly int _coordinateLimit;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _length;
    private long _latest;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="header">The header's lines, and what else stands before the words.</param>
    /// <param name="coordinateLimit">Columns and rows are below this [pixels].</param>
    protected RawWriter(Stream stream, string header, int coordinateLimit)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _coordinateLimit = coordinateLimit;
        _stream.Write(Encoding.Latin1.GetBytes(header));
    }

    public void Write(ReadOnlySpan<DvsEvent> events)
    {
        foreach (var one in events)
        {
            Check(one);
            _latest = one.Microseconds;
        }

        while (events.Length > 0)
        {
            var start = RowStart(events[0].X);
            var mask = 1u << (events[0].X - start);
            var count = 1;
            while (count < events.Length && Continues(events[count - 1], events[count], start))
                mask |= 1u << (events[count++].X - start);
            WriteRow(events[0], start, mask);
            events = events[count..];
        }
    }

    public void Finish()
    {
        Flush();
        _stream.Flush();
    }

    /// <summary>The header of a RAW recording.</summary>
    /// <param name="version">As in <c>3.0</c>.</param>
    /// <param name="format">As in <c>EVT3</c>, with options.</param>
    /// <param name="geometry">Size of the sensor; left out when 0 by 0.</param>
    protected static string Header(string version, string format, EventGeometry geometry) => geometry == default
        ? $"% evt {version}\n% format {format}\n% end\n"
        : $"% evt {version}\n% format {format};height={geometry.Height};width={geometry.Width}\n"
            + $"% geometry {geometry.Width}x{geometry.Height}\n% end\n";

    /// <summary>First column of the row that an event begins.</summary>
    protected virtual int RowStart(int x) => x;

    /// <summary>Writes one row.</summary>
    /// <param name="first">Its first event; time, row and polarity hold for all.</param>
    /// <param name="start">Column of bit 0.</param>
    /// <param name="mask">Its pixels.</param>
    protected abstract void WriteRow(in DvsEvent first, int start, uint mask);

    protected void Put(ushort word) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(sizeof(ushort)), word);

    protected void Put(uint word) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), word);

    protected void Put(ulong word) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), word);

    private static bool Continues(in DvsEvent last, in DvsEvent next, int start)
        => next.Microseconds == last.Microseconds && next.Y == last.Y && next.Polarity == last.Polarity
            && next.X > last.X && next.X - start < RowPixels;

    private void Check(in DvsEvent one)
    {
        if (one.Microseconds < _latest)
            throw new ArgumentException($"an event at {one.Microseconds} us after one at {_latest} us; times may not fall");
        if (one.X >= _coordinateLimit || one.Y >= _coordinateLimit)
            throw new ArgumentException($"pixel ({one.X}, {one.Y}); the format holds columns and rows below {_coordinateLimit}");
        if (one.Polarity > 1)
            throw new ArgumentException($"polarity {one.Polarity}; expected 0 or 1");
    }

    private Span<byte> Reserve(int bytes)
    {
        if (_length + LongestWord > BufferBytes)
            Flush();
        _length += bytes;
        return _buffer.AsSpan(_length - bytes, bytes);
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _length);
        _length = 0;
    }
}
