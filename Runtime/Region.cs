using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime;

/// <summary>A part of an <see cref="Arena"/>: reserved while planning, readable once the arena is allocated.</summary>
internal readonly struct Region(Arena arena, long start, long cells)
{
    /// <summary>Where it starts; it is never moved.</summary>
    public nint Address => arena.Address + (nint)start * sizeof(int);

    /// <summary>Length [32-bit cells].</summary>
    public int Length => (int)cells;

    /// <summary>A part of it.</summary>
    public Region Within(int first, int count) => new(arena, start + first, count);

    /// <summary>The cells; empty for a region that was never reserved.</summary>
    public Span<int> Cells => arena is null ? default : arena.Locate(start, out var offset).AsSpan(offset, (int)cells);

    /// <summary>The same memory as elements of another size.</summary>
    public Span<T> As<T>() where T : unmanaged => MemoryMarshal.Cast<int, T>(Cells);

    /// <summary>Its memory, once the arena is allocated; nothing for a region that was never reserved.</summary>
    public Cells<T> ToCells<T>() where T : unmanaged => arena is null ? default : new(Address);

    /// <summary>The first element, for kernels that have checked what they reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T First<T>() where T : unmanaged =>
        ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), Address);

    /// <summary>A spike list that keeps its spikes in this region.</summary>
    public SpikeList ToSpikeList(int first, int capacity)
    {
        var block = arena.Locate(start, out var offset);
        return new SpikeList(block, offset + first, capacity, Address + first * sizeof(int));
    }
}
