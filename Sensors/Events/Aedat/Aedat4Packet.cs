using System.Buffers.Binary;
using ZstdSharp;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>Unpacks one packet of an AEDAT 4 recording, however it is packed; reuses its buffers from packet to packet.</summary>
internal sealed class Aedat4Packet
{
    private const uint ZstdMagic = 0xFD2FB528;
    private const uint IdentifierEnd = 12;

    private readonly PacketBuffer _plain = new();
    private Decompressor? _zstd;
    private int _start;
    private int _length;

    /// <summary>The FlatBuffer within the packet, behind its size.</summary>
    public ReadOnlySpan<byte> Buffer => _plain.Bytes.AsSpan(_start, _length);

    /// <summary>Unpacks a packet's payload.</summary>
    /// <returns>False when it is damaged or too long.</returns>
    public bool TryUnpack(ReadOnlySpan<byte> payload)
    {
        _length = 0;
        var count = Unpack(payload);
        if (count < IdentifierEnd)
            return false;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(_plain.Bytes);
        if (size > count - 4)
            return false;
        (_start, _length) = (4, (int)size);
        return true;
    }

    private int Unpack(ReadOnlySpan<byte> payload)
    {
        // By content: the header names one packing for all, yet some writers leave the table at the end, or all, plain.
        switch (payload.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(payload))
        {
            case Lz4Frame.Magic:
                return Lz4Frame.Unpack(payload, _plain);
            case ZstdMagic:
                return UnpackZstd(payload);
            default:
                if (!_plain.TryGrow(payload.Length, 0))
                    return -1;
                payload.CopyTo(_plain.Bytes);
                return payload.Length;
        }
    }

    private int UnpackZstd(ReadOnlySpan<byte> payload)
    {
        _zstd ??= new Decompressor();
        try
        {
            var bound = Decompressor.GetDecompressedSize(payload);
            if (bound > PacketBuffer.Limit || !_plain.TryGrow((long)bound, 0))
                return -1;
            return _zstd.Unwrap(payload, _plain.Bytes.AsSpan());
        }
        catch (ZstdException)
        {
            return -1;
        }
    }
}
