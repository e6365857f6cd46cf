using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Audio;

/// <summary>
/// Everything in a WAV file before its first sample. Walks the chunks of RIFF, RF64 and BW64 files up to <c>data</c>;
/// chunks it does not know are skipped with their padding byte.
/// </summary>
/// <param name="Format">How samples are stored.</param>
/// <param name="DataOffset">Offset of the first sample [bytes].</param>
/// <param name="DataBytes">Size of the samples, or <see cref="UntilEnd"/> [bytes].</param>
internal readonly record struct WavHeader(WavFormat Format, long DataOffset, long DataBytes)
{
    /// <summary>Stands for a size that a streaming writer did not know: samples go on to the end of the file.</summary>
    public const long UntilEnd = -1;

    // Writers that cannot seek back leave a placeholder: ffmpeg 0xFFFFFFFF, arecord about 0x80000000, sox about
    // 0x7FFFF000, others 0. A size from here on is believed only when the file is known to be that long.
    private const uint SmallestPlaceholder = 0x7FFF_0000;

    private const uint DataId = 0x6461_7461; // "data"
    private const uint FmtId = 0x666D_7420; // "fmt "
    private const uint Ds64Id = 0x6473_3634; // "ds64"
    private const int ChunkHeaderSize = 8;
    private const int Ds64Size = 24;

    /// <summary>Reads up to the first sample.</summary>
    /// <exception cref="AudioFormatException">Not a WAV file, or one this project cannot read.</exception>
    public static WavHeader Read(ByteSource source)
    {
        var riffBytes = ReadRiff(source);
        WavFormat? format = null;
        long dataBytes64 = UntilEnd;
        while (true)
        {
            var header = source.Peek(ChunkHeaderSize, ChunkHeaderSize);
            if (header.Length < ChunkHeaderSize)
            {
                throw new AudioFormatException(
                    source.Name, source.Position, format is null ? "fmt chunk" : "data chunk", "the end of the file",
                    format is null ? "a fmt chunk" : "a data chunk");
            }

            var id = BinaryPrimitives.ReadUInt32BigEndian(header);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            var field = $"chunk {Show(header[..4])}";
            if (id == DataId && format is null)
            {
                throw new AudioFormatException(
                    source.Name, source.Position, "fmt chunk", "a data chunk", "a fmt chunk before it");
            }

            source.Advance(ChunkHeaderSize);
            switch (id)
            {
                case DataId:
                    return new WavHeader(format!.Value, source.Position, SizeOfData(source, size, riffBytes, dataBytes64));
                case FmtId:
                    format = ReadFormat(source, size);
                    break;
                case Ds64Id:
                    dataBytes64 = ReadDs64(source, size);
                    break;
                default:
                    SkipRest(source, field, size, size);
                    break;
            }
        }
    }

    private static uint ReadRiff(ByteSource source)
    {
        var header = source.Peek(12, 12);
        if (header.Length < 12)
        {
            throw new AudioFormatException(
                source.Name, 0, "RIFF header", $"{header.Length} bytes, then the end of the file", "12 bytes of a WAV file");
        }

        var isRiff = header[..4].SequenceEqual("RIFF"u8) || header[..4].SequenceEqual("RF64"u8)
            || header[..4].SequenceEqual("BW64"u8);
        if (!isRiff)
            throw new AudioFormatException(source.Name, 0, "RIFF id", Show(header[..4]), "\"RIFF\" of a WAV file");
        if (!header[8..].SequenceEqual("WAVE"u8))
            throw new AudioFormatException(source.Name, 8, "RIFF type", Show(header[8..]), "\"WAVE\"");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        source.Advance(12);
        return size;
    }

    private static WavFormat ReadFormat(ByteSource source, uint size)
    {
        if (size < WavFormat.PlainSize)
        {
            throw new AudioFormatException(
                source.Name, source.Position - 4, "fmt.size", $"{size} bytes", $"{WavFormat.PlainSize} bytes or more");
        }

        var chunk = Take(source, "fmt", (int)Math.Min(size, WavFormat.ExtensibleSize));
        var format = WavFormat.Read(chunk, source.Name, source.Position);
        source.Advance(chunk.Length);
        SkipRest(source, "fmt", size, size - chunk.Length);
        return format;
    }

    private static long ReadDs64(ByteSource source, uint size)
    {
        if (size < Ds64Size)
        {
            throw new AudioFormatException(
                source.Name, source.Position - 4, "ds64.size", $"{size} bytes", $"{Ds64Size} bytes or more");
        }

        var chunk = Take(source, "ds64", Ds64Size);
        var dataBytes = BinaryPrimitives.ReadInt64LittleEndian(chunk[8..]);
        if (dataBytes < 0)
        {
            throw new AudioFormatException(
                source.Name, source.Position + 8, "ds64.data-size", $"{(ulong)dataBytes}", "less than 2^63");
        }

        source.Advance(Ds64Size);
        SkipRest(source, "ds64", size, size - Ds64Size);
        return dataBytes;
    }

    private static long SizeOfData(ByteSource source, uint size, uint riffBytes, long dataBytes64)
    {
        var remaining = source.Remaining;
        if (size == uint.MaxValue && dataBytes64 >= 0)
            return CheckFits(source, dataBytes64, remaining);
        // An empty data chunk is meant when the RIFF size tells of chunks behind it.
        if (size == 0)
            return riffBytes is 0 or >= SmallestPlaceholder || riffBytes + 8L <= source.Position ? UntilEnd : 0;
        if (size >= SmallestPlaceholder && (remaining < 0 || size > remaining))
            return UntilEnd;
        return CheckFits(source, size, remaining);
    }

    private static long CheckFits(ByteSource source, long size, long remaining)
        => remaining >= 0 && size > remaining ? throw Truncated(source, "data", remaining, size) : size;

    private static ReadOnlySpan<byte> Take(ByteSource source, string field, int count)
    {
        var bytes = source.Peek(count, count);
        return bytes.Length == count ? bytes : throw Truncated(source, field, bytes.Length, count);
    }

    private static void SkipRest(ByteSource source, string field, uint size, long rest)
    {
        var start = source.Position;
        var skipped = source.Skip(rest);
        if (skipped < rest)
            throw Truncated(source, field, size - rest + skipped, size, start - (size - rest));
        // Chunks start at even offsets; a missing last padding byte is no loss.
        source.Skip(size & 1);
    }

    /// <summary>A chunk that ends with the file before its stated size.</summary>
    public static AudioFormatException Truncated(ByteSource source, string field, long found, long expected, long offset = -1)
        => new(
            source.Name, offset < 0 ? source.Position : offset, field,
            $"{found} bytes, then the end of the file (truncated)", $"{expected} bytes");

    private static string Show(ReadOnlySpan<byte> id)
    {
        var text = new StringBuilder("\"");
        foreach (var value in id)
        {
            if (value is >= 0x20 and < 0x7F)
                text.Append((char)value);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        }

        return text.Append('"').ToString();
    }
}
