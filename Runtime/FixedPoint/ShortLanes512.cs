using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>Vectors of 512 bits, 32 lanes; used only where AVX-512 is, and by tests.</summary>
internal readonly struct ShortLanes512(Vector512<short> lanes) : IShortLanes<ShortLanes512>
{
    private readonly Vector512<short> _lanes = lanes;

    /// <inheritdoc/>
    public static int Count => Vector512<short>.Count;

    /// <inheritdoc/>
    public static ShortLanes512 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes512 Load(ref short source, nuint index) => new(Vector512.LoadUnsafe(ref source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes512 Load(ref sbyte source, nuint index) =>
        Avx512BW.IsSupported
            ? new(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref source, index)))
            : new(Vector512.WidenLower(Vector256.LoadUnsafe(ref source, index).ToVector512Unsafe()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ShortLanes512 value, ref short destination, nuint index) => value._lanes.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref int destination, nuint index, ShortLanes512 value)
    {
        var (lower, upper) = Vector512.Widen(value._lanes);
        (lower + Vector512.LoadUnsafe(ref destination, index)).StoreUnsafe(ref destination, index);
        index += (nuint)Vector512<int>.Count;
        (upper + Vector512.LoadUnsafe(ref destination, index)).StoreUnsafe(ref destination, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes512 operator +(ShortLanes512 a, ShortLanes512 b) => new(a._lanes + b._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShortLanes512 operator &(ShortLanes512 a, ShortLanes512 b) => new(a._lanes & b._lanes);
}
