using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A sum of 32 bits, where 16 might not do. Validation has shown that 32 always do.</summary>
internal record struct Sum32(int Raw) : ISum<Sum32>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Sum32 sum, int weight) => sum.Raw += weight;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Begin<TLanes>(ref Sum32 sums, nuint index) where TLanes : struct, IShortLanes<TLanes> => TLanes.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End<TLanes>(ref Sum32 sums, nuint index, TLanes gathered) where TLanes : struct, IShortLanes<TLanes> =>
        TLanes.AddTo(ref Unsafe.As<Sum32, int>(ref sums), index, gathered);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(ref Sum32 sum)
    {
        var taken = sum.Raw;
        sum.Raw = 0;
        return taken;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Take<TLanes>(ref Sum32 sums, nuint index) where TLanes : struct, ILanes<TLanes>
    {
        var taken = TLanes.Load(ref Unsafe.As<Sum32, int>(ref sums), index);
        TLanes.Store(TLanes.All(0), ref Unsafe.As<Sum32, int>(ref sums), index);
        return taken;
    }
}
