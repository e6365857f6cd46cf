using System.Buffers.Binary;

namespace EdgeSnn.Models.Format;

/// <summary>
/// Weights of 4, 8 or 16 bits as bytes: int4 two per byte, the first in the low half, an odd last half is zero;
/// int8 one per byte; int16 little-endian.
/// </summary>
internal static class WeightPacking
{
    /// <summary>Bytes that <paramref name="count"/> weights take.</summary>
    public static long PackedBytes(long count, int bits) => ((count * bits) + 7) / 8;

    /// <summary>Packs weights that fit <paramref name="bits"/>.</summary>
    public static byte[] Pack(ReadOnlySpan<short> weights, int bits)
    {
        var packed = new byte[PackedBytes(weights.Length, bits)];
        for (var i = 0; i < weights.Length; i++)
        {
            if (bits == 4)
                packed[i / 2] |= (byte)((weights[i] & 0xF) << (4 * (i & 1)));
            else if (bits == 8)
                packed[i] = unchecked((byte)weights[i]);
            else
                BinaryPrimitives.WriteInt16LittleEndian(packed.AsSpan(2 * i), weights[i]);
        }
        return packed;
    }

    /// <summary>Unpacks <paramref name="count"/> weights from <see cref="PackedBytes"/> bytes.</summary>
    public static short[] Unpack(ReadOnlySpan<byte> packed, int count, int bits)
    {
        var weights = new short[count];
        for (var i = 0; i < count; i++)
        {
            if (bits == 4)
                weights[i] = (short)((sbyte)(packed[i / 2] << (4 - (4 * (i & 1)))) >> 4);
            else if (bits == 8)
                weights[i] = (sbyte)packed[i];
            else
                weights[i] = BinaryPrimitives.ReadInt16LittleEndian(packed[(2 * i)..]);
        }
        return weights;
    }
}
