using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Vector kernel of the 32-bit pixel words that EVT2 and EVT4 share: 27..22 low time, 21..11 x, 10..0 y, bit 28 polarity.
/// Takes runs of good words, eight at a time, and leaves to the scalar code every word that is not a pixel, runs back in time or
/// lies outside the sensor.
/// </summary>
internal static class PixelWords
{
    private const int Lanes = 8;
    private const uint FieldMask = 0x7FF;

    /// <summary>Types below this one, counted from the type of OFF, are pixels: OFF and ON.</summary>
    public const uint PixelTypes = 2u << 28;

    /// <summary>Decodes the run of good words at the start.</summary>
    /// <param name="words">Words of the stream.</param>
    /// <param name="events">The events' words (see <see cref="PixelRow"/>) from the next free slot on.</param>
    /// <param name="run">What holds for the whole run.</param>
    /// <param name="latest">Latest time given out; moved on [microseconds].</param>
    /// <returns>Words decoded, each one event; 0 when the first word is for the scalar code.</returns>
    public static int Decode(ReadOnlySpan<uint> words, Span<ulong> events, in PixelRun run, ref long latest)
    {
        if (!PixelRow.IsVectorized)
            return 0;
        // Even words in the lower half, odd ones in the upper: unpacking then puts neighbors side by side.
        var order = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
        var before = Vector256.Create(0u, 0, 1, 2, 3, 4, 5, 6);
        var first = Vector256.Create(run.FirstType << 28);
        var width = Vector256.Create(run.Width);
        var height = Vector256.Create(run.Height);
        var time = Vector256.Create((ulong)run.Microseconds);
        var field = Vector256.Create(FieldMask);
        var done = 0;
        while (words.Length - done >= Lanes && events.Length - (2 * done) >= 2 * Lanes)
        {
            var word = Vector256.Create(words.Slice(done, Lanes));
            var low = (word >> 22) & Vector256.Create(63u);
            var good = Vector256.LessThan(word - first, Vector256.Create(PixelTypes))
                & Vector256.LessThan((word >> 11) & field, width)
                & Vector256.LessThan(word & field, height)
                & Vector256.GreaterThanOrEqual(low, Avx2.PermuteVar8x32(low, before));
            var count = BitOperations.TrailingZeroCount(~good.ExtractMostSignificantBits());
            if (run.Microseconds + low.ToScalar() < latest || count == 0)
                break;
            var sorted = Avx2.PermuteVar8x32(word.AsInt32(), order).AsUInt32();
            var lows = (sorted >> 22) & Vector256.Create(63u);
            var pixels = ((sorted >> 11) & field) | ((sorted & field) << 16);
            var polarities = (sorted >> 28) & Vector256<uint>.One;
            var times = Avx2.UnpackLow(lows, Vector256<uint>.Zero).AsUInt64() + time;
            var seconds = Avx2.UnpackLow(pixels, polarities).AsUInt64();
            var target = events.Slice(2 * done, 2 * Lanes);
            Avx2.UnpackLow(times, seconds).CopyTo(target);
            Avx2.UnpackHigh(times, seconds).CopyTo(target[4..]);
            times = Avx2.UnpackHigh(lows, Vector256<uint>.Zero).AsUInt64() + time;
            seconds = Avx2.UnpackHigh(pixels, polarities).AsUInt64();
            Avx2.UnpackLow(times, seconds).CopyTo(target[8..]);
            Avx2.UnpackHigh(times, seconds).CopyTo(target[12..]);
            done += count;
            latest = run.Microseconds + ((words[done - 1] >> 22) & 63);
            if (count < Lanes)
                break;
        }

        return done;
    }
}
