using System.Runtime.InteropServices;

namespace EdgeSnn.Runtime.Spikes;

/// <summary>
/// Where the two threads of a <see cref="SampleRing{T}"/> are, each on a pair of cache lines of its own (lines are fetched in
/// pairs), so that neither thread slows the other down.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 3 * LinePair)]
internal struct RingPositions
{
    private const int LinePair = 128;

    /// <summary>Samples ever written; the producer's.</summary>
    [FieldOffset(LinePair)]
    public long Written;

    /// <summary>Samples ever dropped; the producer's.</summary>
    [FieldOffset(LinePair + sizeof(long))]
    public long Dropped;

    /// <summary>Samples ever read; the consumer's.</summary>
    [FieldOffset(2 * LinePair)]
    public long Read;
}
