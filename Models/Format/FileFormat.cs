namespace EdgeSnn.Models.Format;

/// <summary>
/// The constants of an <c>.esnn</c> file, and the limits that its reader enforces before it allocates anything.
/// The bytes are described in <c>docs/model-format.md</c>.
/// </summary>
public static class FileFormat
{
    /// <summary>The version this project writes; it reads this one and all before.</summary>
    public const int Version = 2;

    /// <summary>The first version: no convolutions, pooling, graded transmission, grids, floors or repeated spikes.</summary>
    internal const int FirstVersion = 1;

    /// <summary>Longest file that is read [bytes].</summary>
    public const int MaxFileBytes = 64 << 20;

    /// <summary>Most neurons in all populations together [neurons].</summary>
    public const int MaxNeurons = 1 << 20;

    /// <summary>Most synapses in all projections together; a dense projection counts all its pairs [synapses].</summary>
    public const int MaxSynapses = 1 << 24;

    /// <summary>
    /// Most pre and post neurons of all projections together: a loader spends memory on each even where no synapse joins
    /// them [neurons].
    /// </summary>
    public const int MaxProjectionNeurons = 1 << 21;

    /// <summary>Most populations, and most projections.</summary>
    public const int MaxItems = 1024;

    /// <summary>Most class labels.</summary>
    public const int MaxLabels = 1024;

    /// <summary>Longest name or label [UTF-8 bytes].</summary>
    public const int MaxNameBytes = 256;

    /// <summary>Longest description [UTF-8 bytes].</summary>
    public const int MaxDescriptionBytes = 1 << 16;

    /// <summary>Magic (4), version (2), reserved (2), length of the whole file (4) [bytes].</summary>
    internal const int HeaderBytes = 12;

    /// <summary>XXH64 of everything before it, little-endian [bytes].</summary>
    internal const int ChecksumBytes = 8;

    /// <summary>The first four bytes of every file.</summary>
    internal static ReadOnlySpan<byte> Magic => "ESNN"u8;
}
