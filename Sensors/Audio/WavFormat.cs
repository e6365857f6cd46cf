using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Audio;

/// <summary>How the samples of a WAV file are stored: the content of its <c>fmt</c> chunk, checked.</summary>
/// <param name="Channels">Channels per frame, 1 .. 65535.</param>
/// <param name="SampleRate">Frames per second, 1,000 .. 768,000 [Hz].</param>
/// <param name="BitsPerSample">Bits of one stored sample: 8, 16, 24 or 32 for integers, 32 or 64 for floats.</param>
/// <param name="IsFloat">True for IEEE floats in [-1, 1), false for integers (8-bit ones are unsigned).</param>
public readonly record struct WavFormat(int Channels, int SampleRate, int BitsPerSample, bool IsFloat)
{
    /// <summary>Lowest sample rate accepted [Hz]: below it no speech is left, and a small file would grow without measure.</summary>
    public const int MinSampleRate = 1000;

    /// <summary>Highest sample rate accepted [Hz].</summary>
    public const int MaxSampleRate = 768_000;

    internal const int PlainSize = 16;
    internal const int ExtensibleSize = 40;

    private const int SubFormatOffset = 24;

    // KSDATAFORMAT_SUBTYPE_WAVEFORMATEX: a codec number in two bytes, then this.
    private static ReadOnlySpan<byte> SubFormatTail =>
        [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <summary>Size of one frame: one sample of each channel [bytes].</summary>
    public int BytesPerFrame => Channels * (BitsPerSample / 8);

    /// <summary>Reads and checks the content of a <c>fmt</c> chunk.</summary>
    /// <param name="chunk">The chunk's first bytes, without id and size; 16 at least, 40 for the extensible form.</param>
    /// <param name="file">Named in errors.</param>
    /// <param name="offset">Offset of the chunk's content in the file [bytes].</param>
    /// <exception cref="AudioFormatException">A field has a value this project cannot read.</exception>
    internal static WavFormat Read(ReadOnlySpan<byte> chunk, string file, long offset)
    {
        var codec = ReadCodec(chunk, file, offset);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var align = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);

        if (channels == 0)
            throw new AudioFormatException(file, offset + 2, "fmt.channels", "0", "1 or more");
        if (rate is < MinSampleRate or > MaxSampleRate)
            throw new AudioFormatException(file, offset + 4, "fmt.sample-rate", $"{rate} Hz", $"{MinSampleRate} to {MaxSampleRate} Hz");
        var isFloat = codec == WavCodec.Float;
        if (isFloat ? bits is not (32 or 64) : bits is not (8 or 16 or 24 or 32))
        {
            throw new AudioFormatException(
                file, offset + 14, "fmt.bits-per-sample", $"{bits} bits of {WavCodec.NameOf(codec)}",
                isFloat ? "32 or 64" : "8, 16, 24 or 32");
        }

        var format = new WavFormat(channels, (int)rate, bits, isFloat);
        if (align != format.BytesPerFrame)
        {
            throw new AudioFormatException(
                file, offset + 12, "fmt.block-align", $"{align} bytes",
                $"{format.BytesPerFrame} bytes for {channels} x {bits} bits");
        }

        return format;
    }

    private static ushort ReadCodec(ReadOnlySpan<byte> chunk, string file, long offset)
    {
        var codec = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var codecOffset = offset;
        if (codec == WavCodec.Extensible)
        {
            if (chunk.Length < ExtensibleSize)
            {
                throw new AudioFormatException(
                    file, offset, "fmt.size", $"{chunk.Length} bytes", $"{ExtensibleSize} bytes for WAVE_FORMAT_EXTENSIBLE");
            }

            var subFormat = chunk.Slice(SubFormatOffset, 16);
            codecOffset = offset + SubFormatOffset;
            if (!subFormat[2..].SequenceEqual(SubFormatTail))
            {
                throw new AudioFormatException(
                    file, codecOffset, "fmt.sub-format", $"codec {new Guid(subFormat)}", "PCM or IEEE float");
            }

            codec = BinaryPrimitives.ReadUInt16LittleEndian(subFormat);
        }

        if (codec is not (WavCodec.Pcm or WavCodec.Float))
            throw new AudioFormatException(file, codecOffset, "fmt.codec", WavCodec.NameOf(codec), "PCM or IEEE float");
        return codec;
    }
}
