using System.Buffers.Binary;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Sensors.Events.Containers;

/// <summary>Events as messages of event_camera_msgs and dvs_msgs.</summary>
internal static class EventMessages
{
    public static readonly EventGeometry Geometry = new(1280, 720);

    public static string TypeOf(string encoding) => encoding switch
    {
        "structs" => "dvs_msgs/EventArray",
        "prophesee" => "prophesee_event_msgs/EventArray",
        _ => "event_camera_msgs/EventPacket",
    };

    /// <summary>Messages of up to 100 events each; the words of a camera are cut between messages at any byte.</summary>
    public static List<byte[]> Write(string encoding, bool isCdr, DvsEvent[] events)
    {
        if (encoding is "structs" or "prophesee")
            return [.. events.Chunk(100).Select(part => Structs(part, isCdr))];
        if (encoding is not ("evt3" or "evt2"))
            return [.. events.Chunk(100).Select(part => Packet(encoding, isCdr, part[0].Microseconds, Payload(encoding, part)))];
        var words = Decoding.Write(encoding, events, Geometry);
        var start = words.AsSpan().IndexOf("% end\n"u8) + 6;
        return [.. words[start..].Chunk(333).Select(part => Packet(encoding, isCdr, 0, part))];
    }

    private static byte[] Packet(string encoding, bool isCdr, long microseconds, byte[] payload)
        => new MessageBuilder(isCdr).Header(1, 2).UInt32((uint)Geometry.Height).UInt32((uint)Geometry.Width).UInt64(5)
            .UInt64((ulong)microseconds * 1000).Text(encoding).Byte(0).Bytes(payload).ToArray();

    private static byte[] Structs(DvsEvent[] events, bool isCdr)
    {
        var message = new MessageBuilder(isCdr).Header(1, 2).UInt32((uint)Geometry.Height).UInt32((uint)Geometry.Width).UInt32((uint)events.Length);
        foreach (var e in events)
        {
            message.UInt16(e.X).UInt16(e.Y).UInt32((uint)(e.Microseconds / 1_000_000))
                .UInt32((uint)(e.Microseconds % 1_000_000 * 1000)).Byte(e.Polarity);
        }

        return message.ToArray();
    }

    private static byte[] Payload(string encoding, DvsEvent[] events)
    {
        var start = events[0].Microseconds;
        return encoding switch
        {
            "mono" => [.. events.SelectMany(e => Word(
                (ulong)(e.Microseconds - start) * 1000 | (ulong)e.X << 32 | (ulong)e.Y << 48 | (ulong)e.Polarity << 63))],
            "libcaer" => [.. events.SelectMany(e => Word(
                1 | (ulong)e.Polarity << 1 | (ulong)e.Y << 2 | (ulong)e.X << 17 | (ulong)(e.Microseconds & int.MaxValue) << 32))],
            "libcaer_cmp" => [.. events.SelectMany(e => Packed(e, e.Microseconds - start))],
            _ => throw new ArgumentException(encoding),
        };
    }

    private static byte[] Packed(DvsEvent e, long time)
    {
        // Every second event as a column of one pixel.
        ushort[] pixel = e.X % 2 == 0
            ? [(ushort)(0x3000 | e.Polarity << 11 | e.Y)]
            : [(ushort)(0x4000 | e.Polarity << 11 | Math.Max(0, e.Y - 3)), (ushort)((e.X % 3 == 0 ? 0x6000 : 0x5000) | 1 << Math.Min((int)e.Y, 3))];
        ushort[] words = [(ushort)(time >> 12), (ushort)(0x1000 | (time & 0xFFF)), (ushort)(0x2000 | e.X), .. pixel];
        return [.. words.SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] Word(ulong word)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
        return bytes;
    }
}
