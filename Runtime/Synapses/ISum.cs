using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A sum of weights as accumulators store it. Bounds prove that no sum leaves it, so adding needs no check.</summary>
/// <typeparam name="TSelf">The stored form.</typeparam>
internal interface ISum<TSelf> where TSelf : unmanaged, ISum<TSelf>
{
    /// <summary>Adds one weight.</summary>
    static abstract void Add(ref TSelf sum, int weight);

    /// <summary>What vectors of 16 bits start from to gather weights for the sums from element <paramref name="index"/> on.</summary>
    static abstract TLanes Begin<TLanes>(ref TSelf sums, nuint index) where TLanes : struct, IShortLanes<TLanes>;

    /// <summary>Puts there what was gathered.</summary>
    static abstract void End<TLanes>(ref TSelf sums, nuint index, TLanes gathered) where TLanes : struct, IShortLanes<TLanes>;

    /// <summary>Reads a sum and zeroes it.</summary>
    static abstract int Take(ref TSelf sum);

    /// <summary>Reads the sums from element <paramref name="index"/> on, widened, and zeroes them.</summary>
    static abstract TLanes Take<TLanes>(ref TSelf sums, nuint index) where TLanes : struct, ILanes<TLanes>;
}
