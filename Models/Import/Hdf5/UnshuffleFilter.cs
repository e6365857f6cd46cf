using PureHDF.Filters;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// The shuffle filter, which groups the first bytes of all values, then the second ones, and so on. In place of the library's,
/// whose vector code trusts the width that the file states.
/// </summary>
internal sealed class UnshuffleFilter : IH5Filter
{
    /// <summary>Number of the filter in files.</summary>
    public const ushort Id = 2;

    private const uint WidestValue = 1 << 16;

    /// <inheritdoc/>
    public ushort FilterId => Id;

    /// <inheritdoc/>
    public string Name => "shuffle";

    /// <inheritdoc/>
    public Memory<byte> Filter(FilterInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Parameters is not [> 0 and <= WidestValue, ..])
            throw new InvalidDataException("a shuffle filter without the width of a value");
        var width = (int)info.Parameters[0];
        var source = info.Buffer.Span;
        var target = new byte[source.Length];
        var count = source.Length / width;
        var isReading = info.Flags.HasFlag(H5FilterFlags.Decompress);
        for (var b = 0; b < width; b++)
        {
            for (var i = 0; i < count; i++)
            {
                var (grouped, plain) = ((b * count) + i, (i * width) + b);
                if (isReading)
                    target[plain] = source[grouped];
                else
                    target[grouped] = source[plain];
            }
        }
        source[(count * width)..].CopyTo(target.AsSpan(count * width));
        return target;
    }

    /// <inheritdoc/>
    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [typeSize];
}
