using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime;

/// <summary>
/// The memory of a <see cref="Region"/> of an allocated arena, for kernels that have checked what they reach: one address, as the
/// arena is never moved and outlives them.
/// </summary>
/// <typeparam name="T">What lies there.</typeparam>
internal readonly struct Cells<T>(nint address) where T : unmanaged
{
    private readonly nint _address = address;

    /// <summary>The first element.</summary>
    public ref T First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), _address);
    }
}
