using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Writes the events that the bits of a mask stand for: neighbors in one row, of one time and polarity. Events are written as
/// pairs of 64-bit words, the time and <see cref="Pixel"/>, which is how <see cref="DvsEvent"/> lies in memory.
/// </summary>
internal static class PixelRow
{
    /// <summary>Slots behind the last event that <see cref="Write"/> may overwrite [events].</summary>
    public const int Slack = 8;

    // The set bits of a byte, lowest first, one position per byte. Pairs are swapped as unpacking in 128-bit halves needs it.
    private static readonly ulong[] Positions = CreatePositions();

    /// <summary>True when mask bytes are expanded through vectors.</summary>
    public static bool IsVectorized => Avx2.IsSupported && Simd.IsEnabled;

    /// <summary>The events as pairs of 64-bit words.</summary>
    public static Span<ulong> Words(Span<DvsEvent> events) => MemoryMarshal.Cast<DvsEvent, ulong>(events);

    /// <summary>The second word of an event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pixel(uint x, uint y, uint polarity) => x | (y << 16) | ((ulong)polarity << 32);

    /// <summary>Writes one event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Span<ulong> words, int index, long time, ulong pixel)
    {
        words[2 * index] = (ulong)time;
        words[(2 * index) + 1] = pixel;
    }

    /// <summary>Bits of a mask that stand for columns left of an edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Inside(uint mask, uint x, uint width)
    {
        if (x + 32 <= width)
            return mask;
        return x < width ? mask & ((1u << (int)(width - x)) - 1) : 0;
    }

    /// <summary>Writes an event for each set bit i of the mask, at column x + i. Cost: 1 to 4 stores per byte of the mask.</summary>
    /// <param name="words">The events' words; room for the mask's events and <see cref="Slack"/>.</param>
    /// <param name="index">Index of the first event.</param>
    /// <param name="time">Time of all [microseconds].</param>
    /// <param name="pixel">The second word of an event at bit 0.</param>
    /// <param name="mask">The columns.</param>
    /// <returns>Events written.</returns>
    public static int Write(Span<ulong> words, int index, long time, ulong pixel, uint mask)
    {
        var count = BitOperations.PopCount(mask);
        if (count > 2)
        {
            if (IsVectorized)
                WriteVector(words, index, time, pixel, mask);
            else
                WriteScalar(words, index, time, pixel, mask);
            return count;
        }

        // Two unconditional writes: rows of one or two events are the usual ones, and which of both cannot be predicted.
        Put(words, index, time, pixel + (uint)BitOperations.TrailingZeroCount(mask));
        Put(words, index + 1, time, pixel + (uint)BitOperations.TrailingZeroCount(mask & (mask - 1)));
        return count;
    }

    private static void WriteScalar(Span<ulong> words, int index, long time, ulong pixel, uint mask)
    {
        for (; mask != 0; mask &= mask - 1)
            Put(words, index++, time, pixel + (uint)BitOperations.TrailingZeroCount(mask));
    }

    private static void WriteVector(Span<ulong> words, int index, long time, ulong pixel, uint mask)
    {
        var positions = Positions;
        var times = Vector256.Create((ulong)time);
        for (; mask != 0; mask >>= 8, pixel += 8)
        {
            // All eight slots without a look at how many are needed: that cannot be predicted, and stores are cheap.
            var bits = mask & 0xFF;
            var columns = Vector128.CreateScalarUnsafe(positions[bits]).AsByte();
            var pixels = Vector256.Create(pixel);
            var first = Avx2.ConvertToVector256Int64(columns).AsUInt64() + pixels;
            var second = Avx2.ConvertToVector256Int64(Sse2.ShiftRightLogical128BitLane(columns, 4)).AsUInt64() + pixels;
            var target = words.Slice(2 * index, 2 * Slack);
            Avx2.UnpackLow(times, first).CopyTo(target);
            Avx2.UnpackHigh(times, first).CopyTo(target[4..]);
            Avx2.UnpackLow(times, second).CopyTo(target[8..]);
            Avx2.UnpackHigh(times, second).CopyTo(target[12..]);
            index += BitOperations.PopCount(bits);
        }
    }

    private static ulong[] CreatePositions()
    {
        // Unpacking low halves of (times, pixels) gives elements 0 and 2, high halves 1 and 3.
        ReadOnlySpan<byte> slots = [0, 2, 1, 3, 4, 6, 5, 7];
        var positions = new ulong[256];
        for (var bits = 0; bits < positions.Length; bits++)
        {
            var ordinal = 0;
            for (var rest = bits; rest != 0; rest &= rest - 1)
                positions[bits] |= (ulong)BitOperations.TrailingZeroCount(rest) << (8 * slots[ordinal++]);
        }

        return positions;
    }
}
