using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>Vectors of 256 bits, 16 lanes; used only where AVX2 is.</summary>
internal readonly struct ShortLanes256(Vector256<short> lanes) : IShortLanes<ShortLanes256>
{
    private readonly Vector256<short> _lanes = lanes;

    /// <inheritdoc/>
    public static int Count => Vector256<short>.Count;

    /// <inheritdoc/>
    public static ShortLanes256 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes256 Load(ref short source, nuint index) => new(Vector256.LoadUnsafe(ref source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes256 Load(ref sbyte source, nuint index) =>
        new(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref source, index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ShortLanes256 value, ref short destination, nuint index) => value._lanes.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref int destination, nuint index, ShortLanes256 value)
    {
        var (lower, upper) = Vector256.Widen(value._lanes);
        (lower + Vector256.LoadUnsafe(ref destination, index)).StoreUnsafe(ref destination, index);
        index += (nuint)Vector256<int>.Count;
        (upper + Vector256.LoadUnsafe(ref destination, index)).StoreUnsafe(ref destination, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes256 operator +(ShortLanes256 a, ShortLanes256 b) => new(a._lanes + b._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes256 operator &(ShortLanes256 a, ShortLanes256 b) => new(a._lanes & b._lanes);
}
