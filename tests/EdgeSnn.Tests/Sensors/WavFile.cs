using System.Buffers.Binary;
using System.Text;

namespace EdgeSnn.Tests.Sensors;

/// <summary>Builds WAV files chunk by chunk, right or wrong.</summary>
internal sealed class WavFile
{
    private readonly List<byte> _chunks = [];

    public string Id { get; init; } = "RIFF";

    public string Type { get; init; } = "WAVE";

    public uint? RiffSize { get; init; }

    public static byte[] Of(int channels, int rate, int bits, bool isFloat, byte[] data)
        => new WavFile().Format(isFloat ? 3 : 1, channels, rate, bits).Chunk("data", data).ToArray();

    public WavFile Format(int codec, int channels, int rate, int bits, int? align = null)
    {
        var content = new byte[16];
        WriteFormat(content, codec, channels, rate, bits, align ?? channels * bits / 8);
        return Chunk("fmt ", content);
    }

    public WavFile Extensible(Guid subFormat, int channels, int rate, int bits)
    {
        var content = new byte[40];
        WriteFormat(content, 0xFFFE, channels, rate, bits, channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(16), 22);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(18), (ushort)bits);
        Assert.True(subFormat.TryWriteBytes(content.AsSpan(24)));
        return Chunk("fmt ", content);
    }

    public WavFile Chunk(string id, byte[] content, uint? size = null)
    {
        _chunks.AddRange(Encoding.ASCII.GetBytes(id));
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, size ?? (uint)content.Length);
        _chunks.AddRange(length);
        _chunks.AddRange(content);
        if (content.Length % 2 == 1)
            _chunks.Add(0);
        return this;
    }

    public byte[] ToArray()
    {
        var chunks = _chunks.ToArray();
        var file = new byte[12 + chunks.Length];
        Encoding.ASCII.GetBytes(Id).CopyTo(file, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), RiffSize ?? (uint)(4 + chunks.Length));
        Encoding.ASCII.GetBytes(Type).CopyTo(file, 8);
        chunks.CopyTo(file, 12);
        return file;
    }

    private static void WriteFormat(byte[] content, int codec, int channels, int rate, int bits, int align)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(content, (ushort)codec);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(4), rate);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(12), (ushort)align);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(14), (ushort)bits);
    }
}
