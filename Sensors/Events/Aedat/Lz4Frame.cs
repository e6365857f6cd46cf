using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// One LZ4 frame, unpacked into one buffer, so that blocks that refer to those before them need no window of their own. The
/// library's stream decoder allocates per frame; this one reuses the caller's buffer. Checksums are not verified.
/// </summary>
internal static class Lz4Frame
{
    /// <summary>First bytes of every frame, as a little-endian number.</summary>
    public const uint Magic = 0x184D2204;

    private const int HasDictionary = 1;
    private const int HasContentChecksum = 1 << 2;
    private const int HasContentSize = 1 << 3;
    private const int HasBlockChecksums = 1 << 4;
    private const int IsIndependent = 1 << 5;
    private const int Window = 1 << 16;
    private const uint StoredBlock = 1u << 31;

    /// <summary>Unpacks a frame.</summary>
    /// <param name="frame">The frame, magic included.</param>
    /// <param name="plain">Receives the bytes; grows up to the limit when it is too short.</param>
    /// <returns>Bytes unpacked, or -1 when the frame is damaged or too long.</returns>
    public static int Unpack(ReadOnlySpan<byte> frame, PacketBuffer plain)
    {
        if (frame.Length < 7 || BinaryPrimitives.ReadUInt32LittleEndian(frame) != Magic || frame[4] >> 6 != 1)
            return -1;
        int flags = frame[4];
        var largestBlock = 1 << (8 + 2 * Math.Max(4, (frame[5] >> 4) & 7));
        var position = 7 + ((flags & HasContentSize) != 0 ? 8 : 0) + ((flags & HasDictionary) != 0 ? 4 : 0);
        var count = 0;
        while (position <= frame.Length - 4)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(frame[position..]);
            position += 4;
            if (size == 0)
                return (flags & HasContentChecksum) == 0 || position + 4 <= frame.Length ? count : -1;
            var bytes = size & ~StoredBlock;
            if (bytes > frame.Length - position || bytes > largestBlock)
                return -1;
            var block = frame.Slice(position, (int)bytes);
            var added = UnpackBlock(block, (size & StoredBlock) != 0, (flags & IsIndependent) != 0, largestBlock, plain, count);
            if (added < 0)
                return -1;
            count += added;
            position += block.Length + ((flags & HasBlockChecksums) != 0 ? 4 : 0);
        }

        return -1;
    }

    /// <summary>Packs bytes into a frame of independent blocks of 64 KiB without checksums.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> plain)
    {
        // The last byte is the checksum of the two before it.
        using var frame = new MemoryStream();
        frame.Write([0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]);
        var packed = new byte[LZ4Codec.MaximumOutputSize(Window)];
        Span<byte> size = stackalloc byte[4];
        for (; !plain.IsEmpty; plain = plain[Math.Min(Window, plain.Length)..])
        {
            var block = plain[..Math.Min(Window, plain.Length)];
            var count = LZ4Codec.Encode(block, packed);
            var isStored = count <= 0 || count >= block.Length;
            BinaryPrimitives.WriteUInt32LittleEndian(size, isStored ? (uint)block.Length | 1u << 31 : (uint)count);
            frame.Write(size);
            frame.Write(isStored ? block : packed.AsSpan(0, count));
        }

        frame.Write([0, 0, 0, 0]);
        return frame.ToArray();
    }

    private static int UnpackBlock(
        ReadOnlySpan<byte> block, bool isStored, bool isIndependent, int largestBlock, PacketBuffer plain, int count)
    {
        if (!plain.TryGrow(count + (isStored ? block.Length : largestBlock), count))
            return -1;
        var target = plain.Bytes.AsSpan(count);
        if (isStored)
        {
            block.CopyTo(target);
            return block.Length;
        }

        var before = isIndependent ? 0 : Math.Min(count, Window);
        return LZ4Codec.Decode(block, target[..largestBlock], plain.Bytes.AsSpan(count - before, before));
    }
}
