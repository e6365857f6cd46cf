namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>What a message of events says before its events.</summary>
/// <param name="Encoding">Name of the encoding; that of arrays of event structs is <see cref="Structs"/>.</param>
/// <param name="Geometry">Size of the sensor.</param>
/// <param name="BaseNanoseconds">What times are counted from [nanoseconds].</param>
/// <param name="Start">Offset of the events, as a <see cref="MessageCursor"/> counts [bytes].</param>
/// <param name="Length">Length of the events; for structs their number.</param>
internal readonly record struct PayloadHead(string Encoding, EventGeometry Geometry, long BaseNanoseconds, int Start, int Length)
{
    /// <summary>Stands for arrays of event structs, which carry no name of an encoding.</summary>
    public const string Structs = "structs";

    /// <summary>True for a type that carries events.</summary>
    public static bool IsEvents(string type) => type is
        "event_camera_msgs/EventPacket" or "event_array_msgs/EventArray" or "dvs_msgs/EventArray" or "prophesee_event_msgs/EventArray";

    /// <summary>Reads the head of a message.</summary>
    /// <returns>False when the message is cut short.</returns>
    public static bool TryRead(BagMessage message, out PayloadHead head)
    {
        var cursor = new MessageCursor(message);
        cursor.SkipHeader();
        var height = cursor.ReadUInt32();
        var width = cursor.ReadUInt32();
        var geometry = height <= 65536 && width <= 65536 ? new EventGeometry((int)width, (int)height) : default;
        if (message.Type is "dvs_msgs/EventArray" or "prophesee_event_msgs/EventArray")
        {
            var count = cursor.ReadUInt32();
            head = new PayloadHead(Structs, geometry, 0, cursor.Position, (int)Math.Min(count, int.MaxValue));
            return !cursor.IsDamaged;
        }

        cursor.ReadUInt64();
        var time = (long)cursor.ReadUInt64();
        var encoding = cursor.ReadText();
        // Big-endian words would be of a big-endian camera host; none is known, so they get no decoder.
        encoding = cursor.ReadByte() == 0 ? encoding : $"big-endian {encoding}";
        var length = cursor.ReadBytes().Length;
        head = new PayloadHead(encoding, geometry, time, cursor.Position - length, length);
        return !cursor.IsDamaged;
    }
}
