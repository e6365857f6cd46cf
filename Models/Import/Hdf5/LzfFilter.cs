using PureHDF.Filters;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// Reads LZF (Marc Lehmann's LibLZF), which h5py offers as filter 32000: a control byte below 32 is followed by that many
/// literals and one more; any other holds a length in its upper three bits (7: a byte is added) and, with the byte that
/// follows, a distance back in what was written.
/// </summary>
internal sealed class LzfFilter : IH5Filter
{
    /// <summary>Number of the filter in files.</summary>
    public const ushort Id = 32000;

    /// <summary>Bytes that LZF can at most give for one byte of input: 264 for three.</summary>
    private const long MaxCompression = 88;

    private const int LiteralsEnd = 32;
    private const int LongLength = 7;
    private const int ShortestCopy = 2;

    /// <inheritdoc/>
    public ushort FilterId => Id;

    /// <inheritdoc/>
    public string Name => "lzf";

    /// <inheritdoc/>
    public Memory<byte> Filter(FilterInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
            throw new NotSupportedException("LZF is only read");
        if (info.ChunkSize < 0 || info.ChunkSize > MaxCompression * (info.Buffer.Length + 1))
            throw new InvalidDataException($"{info.Buffer.Length} bytes cannot expand to {info.ChunkSize}");
        var data = new byte[info.ChunkSize];
        if (TryExpand(info.Buffer.Span, data))
            return data;
        // What does not shrink is stored as it is; not every index structure lets the library see the mark for it.
        return info.Buffer.Length == info.ChunkSize ? info.Buffer : throw new InvalidDataException("the LZF data are damaged");
    }

    /// <inheritdoc/>
    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) =>
        throw new NotSupportedException("LZF is only read");

    /// <summary>Expands all of the input to exactly the length of the output.</summary>
    /// <returns>False when the input does not do that.</returns>
    internal static bool TryExpand(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var (read, written) = (0, 0);
        while (read < input.Length)
        {
            int control = input[read++];
            if (control < LiteralsEnd)
            {
                var count = control + 1;
                if (count > input.Length - read || count > output.Length - written)
                    return false;
                input.Slice(read, count).CopyTo(output[written..]);
                (read, written) = (read + count, written + count);
                continue;
            }
            var length = control >> 5;
            if (read + (length == LongLength ? 2 : 1) > input.Length)
                return false;
            if (length == LongLength)
                length += input[read++];
            length += ShortestCopy;
            var from = written - (((control & 0x1F) << 8) | input[read++]) - 1;
            if (from < 0 || length > output.Length - written)
                return false;
            // Byte by byte: a copy may overlap what it writes, which is how runs are stored.
            for (var i = 0; i < length; i++)
                output[written++] = output[from++];
        }
        return written == output.Length;
    }
}
