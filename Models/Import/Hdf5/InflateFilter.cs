using System.IO.Compression;
using PureHDF.Filters;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// The deflate filter, in place of the library's, which inflates without bound: here a chunk never grows past the length that
/// the file states for it, and that length is one deflate can reach.
/// </summary>
internal sealed class InflateFilter : IH5Filter
{
    /// <summary>Number of the filter in files.</summary>
    public const ushort Id = 1;

    /// <summary>Level of the reference library.</summary>
    private const uint Level = 4;

    /// <summary>A checksum of a later filter may follow the data.</summary>
    private const int Slack = 16;

    /// <inheritdoc/>
    public ushort FilterId => Id;

    /// <inheritdoc/>
    public string Name => "deflate";

    /// <inheritdoc/>
    public Memory<byte> Filter(FilterInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return info.Flags.HasFlag(H5FilterFlags.Decompress) ? Inflate(info) : Deflate(info);
    }

    /// <inheritdoc/>
    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [Level];

    private static Memory<byte> Inflate(FilterInfo info)
    {
        if (info.ChunkSize < 0 || info.ChunkSize > (GuardedStream.MaxCompression * info.Buffer.Length) + Slack)
            throw new InvalidDataException($"{info.Buffer.Length} bytes cannot inflate to {info.ChunkSize}");
        var data = new byte[info.ChunkSize + Slack];
        using var stream = new ZLibStream(new MemoryStream(info.Buffer.ToArray()), CompressionMode.Decompress);
        var length = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (length < info.ChunkSize || length == data.Length)
            throw new InvalidDataException($"a chunk of {info.ChunkSize} bytes inflates to {(length == data.Length ? "more" : length)}");
        return data.AsMemory(0, length);
    }

    private static Memory<byte> Deflate(FilterInfo info)
    {
        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(info.Buffer.Span);
        return target.ToArray();
    }
}
