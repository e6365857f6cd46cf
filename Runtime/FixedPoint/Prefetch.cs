using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Runtime.FixedPoint;

/// <summary>
/// Asks for memory ahead of its use: rows of synapses lie where no prefetcher guesses, in the order of spikes. Does nothing
/// where the machine has no such instruction that .NET knows; a wrong address does no harm.
/// </summary>
internal static class Prefetch
{
    private const int Line = 64;

    /// <summary>The lines from an address on, as far as some bytes reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Lines(ref byte first, int bytes)
    {
        if (!Sse.IsSupported) return;
        // The arena never moves, and the instruction takes nothing but a pointer.
        var address = (byte*)Unsafe.AsPointer(ref first);
        for (var offset = 0; offset < bytes; offset += Line) Sse.Prefetch0(address + offset);
    }
}
