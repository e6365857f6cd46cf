using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>A sum of 16 bits, where the sum of all |weights| into a neuron is at most 32767.</summary>
internal record struct Sum16(short Raw) : ISum<Sum16>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Sum16 sum, int weight) => sum.Raw = (short)(sum.Raw + weight);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Begin<TLanes>(ref Sum16 sums, nuint index) where TLanes : struct, IShortLanes<TLanes> =>
        TLanes.Load(ref Unsafe.As<Sum16, short>(ref sums), index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End<TLanes>(ref Sum16 sums, nuint index, TLanes gathered) where TLanes : struct, IShortLanes<TLanes> =>
        TLanes.Store(gathered, ref Unsafe.As<Sum16, short>(ref sums), index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(ref Sum16 sum)
    {
        var taken = sum.Raw;
        sum.Raw = 0;
        return taken;
    }

    /// <summary>Reads the sums from element <paramref name="index"/> on, widened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Read<TLanes>(ref Sum16 sums, nuint index) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Load(ref Unsafe.As<Sum16, short>(ref sums), index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Take<TLanes>(ref Sum16 sums, nuint index) where TLanes : struct, ILanes<TLanes>
    {
        var taken = TLanes.Load(ref Unsafe.As<Sum16, short>(ref sums), index);
        TLanes.Clear(ref Unsafe.As<Sum16, short>(ref sums), index);
        return taken;
    }
}
