using System.Runtime.InteropServices;
using PureHDF.Filters;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>Prophesee's event compression as a filter of the HDF5 library; it only unpacks.</summary>
internal sealed class EcfFilter : IH5Filter
{
    /// <summary>Its registered number.</summary>
    public const ushort Number = 0x8ECF;

    private const int LongestChunk = EcfRecord.Bytes * ushort.MaxValue;

    /// <inheritdoc/>
    public ushort FilterId => Number;

    /// <inheritdoc/>
    public string Name => "Prophesee event compression";

    /// <inheritdoc/>
    public Memory<byte> Filter(FilterInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
            throw new NotSupportedException("events are not packed here");
        if (info.ChunkSize is < 0 or > LongestChunk)
            throw new EventFormatException("/CD/events", $"chunks of {info.ChunkSize} bytes", $"{LongestChunk} at most");
        var chunk = info.Buffer.Span;
        var count = EcfChunk.CountOf(chunk);
        // The last chunk may hold fewer events than there is room for.
        var bytes = new byte[Math.Max(info.ChunkSize, EcfRecord.Bytes * Math.Max(count, 0))];
        if (!EcfChunk.TryDecode(chunk, MemoryMarshal.Cast<byte, EcfRecord>(bytes.AsSpan())))
            throw new EventFormatException("/CD/events", "a damaged chunk", "a whole one");
        return bytes;
    }

    /// <inheritdoc/>
    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [];
}
