using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Numpy;

/// <summary>
/// Writes NumPy <c>.npy</c>: t int64 [microseconds], x and y uint16, p bool, packed in 13 bytes. The header counts the events and
/// is mended at the end, so the stream must seek.
/// </summary>
internal sealed class NpyWriter : RecordWriter
{
    private const int HeaderBytes = 192;
    private const int RecordBytes = 13;

    private readonly Stream _stream;
    private readonly long _start;
    private long _count;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open; seekable.</param>
    /// <exception cref="ArgumentException">The stream does not seek.</exception>
    public NpyWriter(Stream stream)
        : base(stream)
    {
        if (!stream.CanSeek)
            throw new ArgumentException("a stream that does not seek, expected a file: the header of .npy counts the events", nameof(stream));
        _stream = stream;
        _start = stream.Position;
        Put(Header(0));
    }

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        var record = Take(RecordBytes);
        BinaryPrimitives.WriteInt64LittleEndian(record, e.Microseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(record[8..], e.X);
        BinaryPrimitives.WriteUInt16LittleEndian(record[10..], e.Y);
        record[12] = e.Polarity;
        _count++;
    }

    /// <inheritdoc/>
    protected override void WriteEnd()
    {
        Flush();
        var end = _stream.Position;
        _stream.Position = _start;
        _stream.Write(Header(_count));
        _stream.Position = end;
    }

    private static byte[] Header(long count)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|b1')], 'fortran_order': False, 'shape': ({count},), }}");
        var header = new byte[HeaderBytes];
        NpyHeader.Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(NpyHeader.LengthOffset), HeaderBytes - NpyHeader.LengthOffset - 2);
        Encoding.ASCII.GetBytes(text.PadRight(HeaderBytes - NpyHeader.LengthOffset - 3) + "\n", header.AsSpan(NpyHeader.LengthOffset + 2));
        return header;
    }
}
