using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>Vectors of 128 bits, 8 lanes; every machine with vectors has them (SSE4.1, AdvSimd).</summary>
internal readonly struct ShortLanes128(Vector128<short> lanes) : IShortLanes<ShortLanes128>
{
    private readonly Vector128<short> _lanes = lanes;

    /// <inheritdoc/>
    public static int Count => Vector128<short>.Count;

    /// <inheritdoc/>
    public static ShortLanes128 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes128 Load(ref short source, nuint index) => new(Vector128.LoadUnsafe(ref source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes128 Load(ref sbyte source, nuint index) =>
        new(Vector128.WidenLower(Vector128.CreateScalarUnsafe(
            Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref source, index)))).AsSByte()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ShortLanes128 value, ref short destination, nuint index) => value._lanes.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref int destination, nuint index, ShortLanes128 value)
    {
        var (lower, upper) = Vector128.Widen(value._lanes);
        (lower + Vector128.LoadUnsafe(ref destination, index)).StoreUnsafe(ref destination, index);
        index += (nuint)Vector128<int>.Count;
        (upper + Vector128.LoadUnsafe(ref destination, index)).StoreUnsafe(ref destination, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes128 operator +(ShortLanes128 a, ShortLanes128 b) => new(a._lanes + b._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes128 operator &(ShortLanes128 a, ShortLanes128 b) => new(a._lanes & b._lanes);
}
