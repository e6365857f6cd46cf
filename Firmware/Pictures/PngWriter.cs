using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace EdgeSnn.Firmware.Pictures;

/// <summary>
/// Writes pictures of 256 colors as PNG (ISO/IEC 15948), several as an animated PNG, whose first one is what a viewer without
/// animation shows. By hand: the libraries at hand write no animations or bring native code.
/// </summary>
internal sealed class PngWriter
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private readonly Stream _stream;
    private readonly int _width;
    private readonly int _height;
    private readonly int _frames;
    private readonly (ushort Numerator, ushort Denominator) _delay;
    private int _written;
    private uint _sequence;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="frames">Pictures that will follow; more than one make it an animation that repeats.</param>
    /// <param name="delay">How long each is shown, as a fraction [seconds].</param>
    public PngWriter(Stream stream, int width, int height, int frames = 1, (ushort Numerator, ushort Denominator) delay = default)
    {
        (_stream, _width, _height, _frames, _delay) = (stream, width, height, frames, delay);
        _stream.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        // Eight bits, indices into a palette.
        (header[8], header[9]) = (8, 3);
        WriteChunk("IHDR"u8, header);
        WriteChunk("PLTE"u8, [.. EventColors.Palette.SelectMany(color => (byte[])[color.Red, color.Green, color.Blue])]);
        if (_frames > 1)
        {
            var control = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(control, frames);
            WriteChunk("acTL"u8, control);
        }
    }

    /// <summary>Writes the next picture.</summary>
    /// <param name="indices">Colors, row by row; width by height of them.</param>
    public void Write(ReadOnlySpan<byte> indices)
    {
        if (_frames > 1)
            WriteFrameControl();
        var data = Compress(indices);
        if (_written == 0)
        {
            WriteChunk("IDAT"u8, data);
        }
        else
        {
            var numbered = new byte[data.Length + 4];
            BinaryPrimitives.WriteUInt32BigEndian(numbered, _sequence++);
            data.CopyTo(numbered.AsSpan(4));
            WriteChunk("fdAT"u8, numbered);
        }

        _written++;
    }

    /// <summary>Ends the file.</summary>
    public void Finish() => WriteChunk("IEND"u8, []);

    private void WriteFrameControl()
    {
        var control = new byte[26];
        BinaryPrimitives.WriteUInt32BigEndian(control, _sequence++);
        BinaryPrimitives.WriteInt32BigEndian(control.AsSpan(4), _width);
        BinaryPrimitives.WriteInt32BigEndian(control.AsSpan(8), _height);
        BinaryPrimitives.WriteUInt16BigEndian(control.AsSpan(20), _delay.Numerator);
        BinaryPrimitives.WriteUInt16BigEndian(control.AsSpan(22), _delay.Denominator);
        WriteChunk("fcTL"u8, control);
    }

    private byte[] Compress(ReadOnlySpan<byte> indices)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < _height; row++)
            {
                // No filter: neighboring indices are no neighboring colors.
                zlib.WriteByte(0);
                zlib.Write(indices.Slice(row * _width, _width));
            }
        }

        return packed.ToArray();
    }

    private void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        _stream.Write(number);
        _stream.Write(type);
        _stream.Write(data);
        var check = new Crc32();
        check.Append(type);
        check.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, check.GetCurrentHashAsUInt32());
        _stream.Write(number);
    }
}
