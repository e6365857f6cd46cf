using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// The end-of-frame marker that Prophesee sensors put into a frame of V4L2: a buffer is always full-size, and what lies behind
/// the marker is left over from another frame.
/// </summary>
internal static class FrameEnd
{
    private const ushort Evt3Marker = 0xE019;

    /// <summary>Bytes of a frame that are valid: up to its marker, or all of it where there is none.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="format">Name of its format: <c>evt2</c>, <c>evt21</c> or <c>evt3</c>.</param>
    public static int Find(ReadOnlySpan<byte> frame, string format)
    {
        switch (format)
        {
            case "evt3":
                var marker = BitConverter.IsLittleEndian ? Evt3Marker : BinaryPrimitives.ReverseEndianness(Evt3Marker);
                var at = MemoryMarshal.Cast<byte, ushort>(frame).IndexOf(marker);
                return at < 0 ? frame.Length : at * sizeof(ushort);
            case "evt21":
                for (var word = 0; word + 8 <= frame.Length; word += 8)
                {
                    if ((BinaryPrimitives.ReadUInt64LittleEndian(frame[word..]) & 0xE000_00FF_0000_0000) == 0xE000_0019_0000_0000)
                        return word;
                }

                return frame.Length;
            default:
                for (var word = 0; word + 4 <= frame.Length; word += 4)
                {
                    if ((BinaryPrimitives.ReadUInt32LittleEndian(frame[word..]) & 0xF000_00FF) == 0xE000_0019)
                        return word;
                }

                return frame.Length;
        }
    }
}
