using System.Numerics;

namespace EdgeSnn.Firmware;

/// <summary>
/// How long ticks took, or how late they were: a histogram of 32 buckets per octave, so a percentile is at most 1/32 above the truth. Written by
/// the network thread without allocation; read when that thread is done, or by a display that can bear a torn view.
/// </summary>
public sealed class TickTimes
{
    private const int SubBits = 5;
    private const int SubCount = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits) * SubCount];

    /// <summary>Ticks recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Longest tick [nanoseconds].</summary>
    public long MaxNanoseconds { get; private set; }

    /// <summary>Sum of all ticks [nanoseconds].</summary>
    public long TotalNanoseconds { get; private set; }

    /// <summary>Counts one tick.</summary>
    /// <param name="nanoseconds">How long it took, at least 0.</param>
    public void Record(long nanoseconds)
    {
        _counts[Bucket(nanoseconds)]++;
        Count++;
        TotalNanoseconds += nanoseconds;
        if (nanoseconds > MaxNanoseconds)
            MaxNanoseconds = nanoseconds;
    }

    /// <summary>The time that a share of the ticks did not exceed [nanoseconds]; 0 before the first tick.</summary>
    /// <param name="share">0 .. 1, as in 0.99.</param>
    public long Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var bucket = 0; bucket < _counts.Length && Count > 0; bucket++)
        {
            rank -= _counts[bucket];
            if (rank <= 0)
                return Math.Min(UpperBound(bucket), MaxNanoseconds);
        }

        return MaxNanoseconds;
    }

    /// <summary>Ticks that took no longer than a time, as far as buckets tell: those in a bucket that ends later do not count.</summary>
    /// <param name="nanoseconds">The time [nanoseconds].</param>
    public long CountUpTo(long nanoseconds)
    {
        var count = 0L;
        for (var bucket = 0; bucket < _counts.Length && UpperBound(bucket) <= nanoseconds; bucket++)
            count += _counts[bucket];
        return count;
    }

    private static int Bucket(long value)
    {
        if (value < SubCount)
            return (int)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return ((shift + 1) << SubBits) + (int)((value >> shift) & (SubCount - 1));
    }

    private static long UpperBound(int bucket)
    {
        if (bucket < SubCount)
            return bucket;
        var shift = (bucket >> SubBits) - 1;
        return ((long)(SubCount + (bucket & (SubCount - 1)) + 1) << shift) - 1;
    }
}
