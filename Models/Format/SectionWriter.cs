using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>Appends the primitives of the format to a growing buffer. Every value has exactly one encoding.</summary>
internal sealed class SectionWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>All bytes so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Byte(int value)
    {
        _buffer.GetSpan(1)[0] = checked((byte)value);
        _buffer.Advance(1);
    }

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), checked((ushort)value));
        _buffer.Advance(2);
    }

    public void UInt32(int value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), checked((uint)value));
        _buffer.Advance(4);
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>LEB128: seven bits per byte, least significant first, high bit set on all but the last.</summary>
    public void Unsigned(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((int)(value & 0x7F) | 0x80);
        Byte((int)value);
    }

    /// <summary>A number of things that cannot be negative.</summary>
    public void Count(int value) => Unsigned(checked((uint)value));

    /// <summary>Zigzag, then LEB128: 0, -1, 1, -2 ... become 0, 1, 2, 3 ...</summary>
    public void Signed(int value) => Unsigned(unchecked((uint)((value << 1) ^ (value >> 31))));

    public void Text(string value)
    {
        try
        {
            var bytes = StrictUtf8.GetBytes(value);
            Count(bytes.Length);
            Bytes(bytes);
        }
        catch (EncoderFallbackException)
        {
            throw new ModelFormatException("text", "half a surrogate pair", "Unicode text");
        }
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>Appends a section: its kind, its length [bytes], its content.</summary>
    public void Section(SectionKind kind, Action<SectionWriter> content)
    {
        var section = new SectionWriter();
        content(section);
        Byte((int)kind);
        UInt32(section.Written.Length);
        Bytes(section.Written);
    }

    /// <summary>UTF-8 that refuses what is not text, on both sides.</summary>
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
