using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Block kernel of EVT3. Types alternate without pattern, so that a branch per word is mispredicted every few words; here each
/// type's places in a block of 32 words become a bit mask, and only words that give events are visited. The row and time of an
/// event are those of the nearest bit below its own.
/// </summary>
internal sealed partial class Evt3Decoder
{
    private const int BlockWords = 32;
    private const byte Undefined = 0x80;
    private const byte Vectors = 0x40;
    private const byte Trigger = 0x20;

    // A block's words from slot 1 on; slot 0 holds what the block before left.
    private readonly ushort[] _rowWords = new ushort[BlockWords + 1];
    private readonly ushort[] _lowWords = new ushort[BlockWords + 1];

    private readonly record struct Block(uint Pixels, uint Vectors, uint Rows, uint Lows);

    /// <summary>Decodes one block. Leaves to the scalar code a block that moves TIME_HIGH on, or that may not fit.</summary>
    private bool TryDecodeBlock(ReadOnlySpan<ushort> words, Span<ulong> target, ref int count, ref long latest)
    {
        if (!PixelRow.IsVectorized || words.Length < BlockWords)
            return false;
        words = words[..BlockWords];
        var first = Vector256.Create(words);
        var second = Vector256.Create(words[16..]);
        var types = Vector256.Narrow(first >> 12, second >> 12);
        var high = Vector256.Create((ushort)(0x8000 | _high));
        var unmoved = Vector256.Narrow(Vector256.Equals(first, high), Vector256.Equals(second, high));
        if (Vector256.AndNot(Vector256.Equals(types, Vector256.Create((byte)0x8)), unmoved) != Vector256<byte>.Zero)
            return false;
        var table = Vector128.Create(
            0, Undefined, 0, Vectors, Vectors, Vectors, 0, 0, 0, Undefined, Trigger, Undefined, Undefined, 0, 0, 0);
        var flags = Avx2.Shuffle(Vector256.Create(table, table), types);
        var block = new Block(
            Places(types, 0x2), (flags.AsUInt16() << 1).AsByte().ExtractMostSignificantBits(), Places(types, 0x0), Places(types, 0x6));
        var mostEvents = BitOperations.PopCount(block.Pixels) + (12 * BitOperations.PopCount(block.Vectors)) + PixelRow.Slack;
        if (mostEvents > (target.Length / 2) - count)
            return false;

        Counters.Unknown += BitOperations.PopCount(flags.ExtractMostSignificantBits());
        Counters.Triggers += BitOperations.PopCount((flags.AsUInt16() << 2).AsByte().ExtractMostSignificantBits());
        _rowWords[0] = (ushort)_y;
        _lowWords[0] = (ushort)_low;
        words.CopyTo(_rowWords.AsSpan(1));
        words.CopyTo(_lowWords.AsSpan(1));
        if (block.Vectors == 0)
            TakePixels(words, block, target, ref count, ref latest);
        else
            TakeRows(words, block, target, ref count, ref latest);
        _y = _rowWords[Nearest(block.Rows)] & Coordinate;
        _low = _lowWords[Nearest(block.Lows)] & Field;
        return true;
    }

    private static uint Places(Vector256<byte> types, byte type)
        => Vector256.Equals(types, Vector256.Create(type)).ExtractMostSignificantBits();

    // Slot of the highest place, 0 for none.
    private static int Nearest(uint places) => 32 - BitOperations.LeadingZeroCount(places);

    /// <summary>Cost: about six cycles per event. Worst case 32 events.</summary>
    private void TakePixels(ReadOnlySpan<ushort> words, in Block block, Span<ulong> target, ref int count, ref long latest)
    {
        var rowWords = _rowWords;
        var lowWords = _lowWords;
        var (rows, lows) = (block.Rows, block.Lows);
        var (width, height) = (Width, Height);
        var time = (_wraps << TimeBits) + (_high << LowBits);
        var index = count;
        var last = latest;
        for (var pixels = block.Pixels; pixels != 0; pixels &= pixels - 1)
        {
            var word = (uint)words[BitOperations.TrailingZeroCount(pixels)];
            var below = (pixels - 1) & ~pixels;
            var y = rowWords[Nearest(rows & below)] & Coordinate;
            var x = word & Coordinate;
            if (x >= width || y >= height)
            {
                Counters.OutOfRange++;
                continue;
            }

            var at = time + (lowWords[Nearest(lows & below)] & Field);
            if (at < last)
            {
                Counters.Regressions++;
                at = last;
            }

            last = at;
            PixelRow.Put(target, index++, at, PixelRow.Pixel(x, y, (word >> 11) & 1));
        }

        count = index;
        latest = last;
    }

    /// <summary>Cost: about fifteen cycles per vector word of twelve pixels. Worst case 384 events.</summary>
    private void TakeRows(ReadOnlySpan<ushort> words, in Block block, Span<ulong> target, ref int count, ref long latest)
    {
        for (var active = block.Pixels | block.Vectors; active != 0; active &= active - 1)
        {
            var word = words[BitOperations.TrailingZeroCount(active)];
            var below = (active - 1) & ~active;
            _y = _rowWords[Nearest(block.Rows & below)] & Coordinate;
            _low = _lowWords[Nearest(block.Lows & below)] & Field;
            count += Take(word, target, count, ref latest);
        }
    }
}
