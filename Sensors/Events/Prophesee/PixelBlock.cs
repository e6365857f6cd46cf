using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Vector kernel of the pixel words that EVT2, EVT2.1 and EVT4 share (27..22 low time, 21..11 x, 10..0 y, bit 28 polarity) and
/// the TIME_HIGH words between them, eight at a time without a branch: where the words of time stand cannot be predicted. Each
/// pixel takes the high time of the nearest such word before it, then pixels move together. Blocks with any other word, a step
/// back in time or a pixel outside the sensor are left to the scalar code.
/// </summary>
internal ref struct PixelBlock
{
    public const int Words = 8;

    /// <summary>Types below this one, counted from the type of OFF, are pixels: OFF and ON.</summary>
    public const uint PixelTypes = 2u << 28;

    private const uint Field = 0x7FF;
    private const uint AllLanes = 0xFF;

    // Relative times are 32 bits wide; past half of that a new anchor is due.
    private const uint FarthestHigh = 1u << 24;

    private static readonly ulong[] LastStamps = CreateLastStamps();
    private static readonly ulong[] PixelPlaces = CreatePixelPlaces();

    private readonly ReadOnlySpan<ulong> _lastStamps = LastStamps;
    private readonly ReadOnlySpan<ulong> _pixelPlaces = PixelPlaces;
    private readonly Vector256<uint> _firstType;
    private readonly Vector256<uint> _stampType;
    private readonly Vector256<uint> _width;
    private readonly Vector256<uint> _height;
    private readonly Vector256<uint> _anchor;
    private readonly Vector256<ulong> _base;
    private Vector256<uint> _high;
    private Vector256<uint> _latest;

    private PixelBlock(in PixelLayout layout, in HighTime time, long latest)
    {
        _firstType = Vector256.Create(layout.FirstType << 28);
        _stampType = Vector256.Create(layout.StampType);
        _width = Vector256.Create(layout.Width);
        _height = Vector256.Create(layout.Height);
        _anchor = Vector256.Create(time.High);
        _high = _anchor;
        _base = Vector256.Create((ulong)time.Microseconds);
        // What is given out next must not be earlier; a latest time far ahead lets no block pass.
        _latest = Vector256.Create((uint)Math.Clamp(latest - time.Microseconds, 0, uint.MaxValue));
    }

    /// <summary>True on machines that have the kernel.</summary>
    public static bool IsSupported => PixelRow.IsVectorized;

    /// <summary>Decodes blocks of 32-bit words from the start, up to the first one for the scalar code.</summary>
    /// <param name="words">Words of the stream, the first of them no mask.</param>
    /// <param name="events">The events' words from the next free slot on.</param>
    /// <param name="layout">What tells the words' kinds, and the sensor's size.</param>
    /// <param name="time">The time so far; moved on.</param>
    /// <param name="latest">Latest time given out; moved on [microseconds].</param>
    /// <param name="used">Words decoded.</param>
    /// <returns>Events written.</returns>
    public static int Decode(
        ReadOnlySpan<uint> words, Span<ulong> events, in PixelLayout layout, ref HighTime time, ref long latest, out int used)
    {
        used = 0;
        if (!IsSupported || !time.IsKnown)
            return 0;
        var block = new PixelBlock(layout, time, latest);
        var given = 0;
        while (words.Length - used >= Words && events.Length - (2 * given) >= 2 * Words)
        {
            var count = block.Take(Vector256.Create(words.Slice(used, Words)), Vector256<uint>.Zero, events[(2 * given)..]);
            if (count < 0)
                break;
            used += Words;
            given += count;
        }

        block.Finish(given, ref time, ref latest);
        return given;
    }

    /// <summary>Decodes blocks of 64-bit words as <see cref="Decode"/> does; a block with a row of several pixels ends the run.</summary>
    /// <param name="words">Words of the stream.</param>
    /// <param name="isSwapped">True where the half with the fields is the lower one.</param>
    /// <param name="events">The events' words from the next free slot on.</param>
    /// <param name="layout">What tells the words' kinds, and the sensor's size.</param>
    /// <param name="time">The time so far; moved on.</param>
    /// <param name="latest">Latest time given out; moved on [microseconds].</param>
    /// <param name="used">Words decoded.</param>
    /// <returns>Events written.</returns>
    public static int DecodeRows(
        ReadOnlySpan<ulong> words, bool isSwapped, Span<ulong> events, in PixelLayout layout, ref HighTime time, ref long latest, out int used)
    {
        used = 0;
        if (!IsSupported || !time.IsKnown)
            return 0;
        var block = new PixelBlock(layout, time, latest);
        var given = 0;
        while (words.Length - used >= Words && events.Length - (2 * given) >= 2 * Words)
        {
            var first = Vector256.Create(words.Slice(used, Words / 2)).AsSingle();
            var second = Vector256.Create(words.Slice(used + (Words / 2), Words / 2)).AsSingle();
            var lower = Avx2.Permute4x64(Avx.Shuffle(first, second, 0b10_00_10_00).AsUInt64(), 0b11_01_10_00).AsUInt32();
            var upper = Avx2.Permute4x64(Avx.Shuffle(first, second, 0b11_01_11_01).AsUInt64(), 0b11_01_10_00).AsUInt32();
            var (fields, mask) = isSwapped ? (lower, upper) : (upper, lower);
            // The exponent of a power of two is its bit's place; words of time have any mask, also an empty one.
            var place = (Avx.ConvertToVector256Single(mask.AsInt32()).AsUInt32() >> 23) - Vector256.Create(127u);
            var isLone = Vector256.Equals(mask & (mask - Vector256<uint>.One), Vector256<uint>.Zero)
                & ~Vector256.Equals(mask, Vector256<uint>.Zero);
            var isStamp = Vector256.Equals(fields >> 28, Vector256.Create(layout.StampType));
            if ((isLone | isStamp).ExtractMostSignificantBits() != AllLanes)
                break;
            var count = block.Take(fields, place & Vector256.Create(31u), events[(2 * given)..]);
            if (count < 0)
                break;
            used += Words;
            given += count;
        }

        block.Finish(given, ref time, ref latest);
        return given;
    }

    // Every block that was taken gave an event, so that without events nothing moved.
    private readonly void Finish(int given, ref HighTime time, ref long latest)
    {
        if (given == 0)
            return;
        time.Take(_high.ToScalar());
        latest = (long)_base.ToScalar() + _latest.ToScalar();
    }

    /// <summary>Takes eight words. Cost: about 1.5 cycles per word.</summary>
    /// <param name="word">The words; of a 64-bit word the half with the fields.</param>
    /// <param name="offset">Added to the columns.</param>
    /// <param name="events">Receives events as pairs of words (see <see cref="PixelRow"/>); at least eight.</param>
    /// <returns>Events written, or -1 where the block is for the scalar code.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Take(Vector256<uint> word, Vector256<uint> offset, Span<ulong> events)
    {
        var pixels = Vector256.LessThan(word - _firstType, Vector256.Create(PixelTypes)).ExtractMostSignificantBits();
        var stamps = Vector256.Equals(word >> 28, _stampType).ExtractMostSignificantBits();
        if ((pixels | stamps) != AllLanes || pixels == 0)
            return -1;

        var before = Vector256.Create(0u, 0, 1, 2, 3, 4, 5, 6);
        var sevens = Vector256.Create(7u);
        var nearest = Widen(_lastStamps[(int)stamps]);
        var high = Vector256.ConditionalSelect(
            Vector256.LessThan(nearest.AsInt32(), Vector256<int>.Zero).AsUInt32(),
            _high,
            Avx2.PermuteVar8x32(word & Vector256.Create(0xFFF_FFFFu), nearest));
        var lead = high - _anchor;
        var highOrder = Vector256.GreaterThanOrEqual(lead, Avx2.Blend(Avx2.PermuteVar8x32(lead, before), _high - _anchor, 1))
            & Vector256.LessThan(lead, Vector256.Create(FarthestHigh));

        var places = Widen(_pixelPlaces[(int)pixels]);
        var packed = Avx2.PermuteVar8x32(word, places);
        var time = Avx2.PermuteVar8x32((lead << HighTime.LowBits) + ((word >> 22) & Vector256.Create(63u)), places);
        var x = ((packed >> 11) & Vector256.Create(Field)) + Avx2.PermuteVar8x32(offset, places);
        var y = packed & Vector256.Create(Field);
        var good = highOrder & Vector256.LessThan(x, _width) & Vector256.LessThan(y, _height)
            & Vector256.GreaterThanOrEqual(time, Avx2.Blend(Avx2.PermuteVar8x32(time, before), _latest, 1));
        if (good.ExtractMostSignificantBits() != AllLanes)
            return -1;

        Store(time, x | (y << 16), (packed >> 28) & Vector256<uint>.One, events);
        _high = Avx2.PermuteVar8x32(high, sevens);
        _latest = Avx2.PermuteVar8x32(time, sevens);
        return BitOperations.PopCount(pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store(Vector256<uint> time, Vector256<uint> pixel, Vector256<uint> polarity, Span<ulong> events)
    {
        // Even events in the lower half, odd ones in the upper: unpacking then puts neighbors side by side.
        var order = Vector256.Create(0u, 2, 4, 6, 1, 3, 5, 7);
        var target = events[..(2 * Words)];
        time = Avx2.PermuteVar8x32(time, order);
        pixel = Avx2.PermuteVar8x32(pixel, order);
        polarity = Avx2.PermuteVar8x32(polarity, order);
        var times = Avx2.UnpackLow(time, Vector256<uint>.Zero).AsUInt64() + _base;
        var seconds = Avx2.UnpackLow(pixel, polarity).AsUInt64();
        Avx2.UnpackLow(times, seconds).CopyTo(target);
        Avx2.UnpackHigh(times, seconds).CopyTo(target[4..]);
        times = Avx2.UnpackHigh(time, Vector256<uint>.Zero).AsUInt64() + _base;
        seconds = Avx2.UnpackHigh(pixel, polarity).AsUInt64();
        Avx2.UnpackLow(times, seconds).CopyTo(target[8..]);
        Avx2.UnpackHigh(times, seconds).CopyTo(target[12..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Widen(ulong lanes)
        => Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(lanes).AsSByte()).AsUInt32();

    // For every set of lanes with a TIME_HIGH: each lane's nearest one up to itself, -1 for none.
    private static ulong[] CreateLastStamps()
    {
        var table = new ulong[256];
        for (var stamps = 0; stamps < table.Length; stamps++)
        {
            var last = 0xFFul;
            for (var lane = 0; lane < Words; lane++)
            {
                last = (stamps >> lane & 1) != 0 ? (ulong)lane : last;
                table[stamps] |= last << (8 * lane);
            }
        }

        return table;
    }

    // For every set of lanes with a pixel: those lanes in order, the last one repeated.
    private static ulong[] CreatePixelPlaces()
    {
        var table = new ulong[256];
        for (var pixels = 1; pixels < table.Length; pixels++)
        {
            var rest = pixels;
            for (var slot = 0; slot < Words; slot++)
            {
                table[pixels] |= (ulong)BitOperations.TrailingZeroCount(rest) << (8 * slot);
                rest = (rest & (rest - 1)) == 0 ? rest : rest & (rest - 1);
            }
        }

        return table;
    }
}
