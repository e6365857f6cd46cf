using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace EdgeSnn.Tests.Firmware.Pictures;

/// <summary>Reads what the project writes of PNG: an independent look at its chunks.</summary>
internal sealed class PngFile
{
    private readonly List<MemoryStream> _packed = [];

    public PngFile(byte[] bytes)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], bytes[..8]);
        var sequence = 0;
        var names = new List<string>();
        for (var offset = 8; offset < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(offset));
            var data = bytes.AsSpan(offset + 8, length);
            Assert.Equal(Crc32.HashToUInt32(bytes.AsSpan(offset + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset + 8 + length)));
            var name = Encoding.ASCII.GetString(bytes, offset + 4, 4);
            names.Add(name);
            switch (name)
            {
                case "IHDR":
                    (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                    break;
                case "acTL":
                    StatedFrames = BinaryPrimitives.ReadInt32BigEndian(data);
                    break;
                case "fcTL":
                    Assert.Equal(sequence++, BinaryPrimitives.ReadInt32BigEndian(data));
                    Assert.Equal((Width, Height), (BinaryPrimitives.ReadInt32BigEndian(data[4..]), BinaryPrimitives.ReadInt32BigEndian(data[8..])));
                    break;
                case "IDAT":
                    _packed.Add(new MemoryStream(data.ToArray()));
                    break;
                case "fdAT":
                    Assert.Equal(sequence++, BinaryPrimitives.ReadInt32BigEndian(data));
                    _packed.Add(new MemoryStream(data[4..].ToArray()));
                    break;
            }

            offset += length + 12;
        }

        Assert.Equal(("IHDR", "IEND"), (names[0], names[^1]));
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int StatedFrames { get; private set; }

    /// <summary>Colors of each frame, row by row.</summary>
    public IEnumerable<byte[]> Frames() => _packed.Select(packed =>
    {
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var rows = new byte[(Width + 1) * Height];
        zlib.ReadExactly(rows);
        Assert.Equal(-1, zlib.ReadByte());
        Assert.All(Enumerable.Range(0, Height), row => Assert.Equal(0, rows[row * (Width + 1)]));
        return Enumerable.Range(0, Height).SelectMany(row => rows[((row * (Width + 1)) + 1)..((row + 1) * (Width + 1))]).ToArray();
    });
}
