using EdgeSnn.Sensors.Events.Aedat;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;
using ZstdSharp;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>Unpacks the chunks of bags; reuses one buffer.</summary>
internal sealed class Unpacking
{
    private readonly PacketBuffer _plain = new();
    private Decompressor? _zstd;

    /// <summary>Unpacks a chunk.</summary>
    /// <param name="packing">As the container names it: empty, none, lz4, zstd or bz2.</param>
    /// <param name="packed">The chunk.</param>
    /// <param name="length">Its length once unpacked, as the container states it [bytes].</param>
    /// <param name="plain">The chunk, unpacked; good until the next call.</param>
    /// <returns>False when it is damaged, too long or packed in another way.</returns>
    public bool TryUnpack(string packing, ReadOnlyMemory<byte> packed, ulong length, out ReadOnlyMemory<byte> plain)
    {
        if (packing is "" or "none")
        {
            plain = packed;
            return true;
        }

        plain = default;
        if (length > PacketBuffer.Limit)
            return false;
        var count = packing switch
        {
            "lz4" => Lz4Frame.Unpack(packed.Span, _plain),
            "zstd" => UnpackZstd(packed.Span, (int)length),
            "bz2" => UnpackBzip2(packed, (int)length),
            _ => -1,
        };
        if (count < 0)
            return false;
        plain = _plain.Bytes.AsMemory(0, count);
        return true;
    }

    private int UnpackZstd(ReadOnlySpan<byte> packed, int length)
    {
        _zstd ??= new Decompressor();
        try
        {
            return _plain.TryGrow(length, 0) ? _zstd.Unwrap(packed, _plain.Bytes.AsSpan()) : -1;
        }
        catch (ZstdException)
        {
            return -1;
        }
    }

    private int UnpackBzip2(ReadOnlyMemory<byte> packed, int length)
    {
        if (!_plain.TryGrow(length, 0))
            return -1;
        try
        {
            using var stream = new BZip2InputStream(new MemoryStream(packed.ToArray()));
            return stream.ReadAtLeast(_plain.Bytes.AsSpan(0, length), length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is SharpZipBaseException or IOException or IndexOutOfRangeException)
        {
            // The library meets damaged tables by running past its arrays.
            return -1;
        }
    }
}
