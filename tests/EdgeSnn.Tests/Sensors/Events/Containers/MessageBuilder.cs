using System.Text;

namespace EdgeSnn.Tests.Sensors.Events.Containers;

/// <summary>Serializes ROS messages: packed as ROS 1, or aligned as ROS 2.</summary>
internal sealed class MessageBuilder
{
    private readonly List<byte> _bytes = [];
    private readonly bool _isCdr;

    public MessageBuilder(bool isCdr)
    {
        _isCdr = isCdr;
        if (isCdr)
            _bytes.AddRange([0, 1, 0, 0]);
    }

    public byte[] ToArray() => [.. _bytes];

    public MessageBuilder Header(uint seconds, uint nanoseconds)
    {
        if (!_isCdr)
            UInt32(77);
        return UInt32(seconds).UInt32(nanoseconds).Text("camera");
    }

    public MessageBuilder Byte(byte value) => Put([value]);

    public MessageBuilder UInt16(ushort value) => Put(BitConverter.GetBytes(value));

    public MessageBuilder UInt32(uint value) => Put(BitConverter.GetBytes(value));

    public MessageBuilder UInt64(ulong value) => Put(BitConverter.GetBytes(value));

    public MessageBuilder Text(string value) => Bytes(Encoding.UTF8.GetBytes(_isCdr ? value + "\0" : value));

    public MessageBuilder Bytes(byte[] value)
    {
        UInt32((uint)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    private MessageBuilder Put(byte[] number)
    {
        while (_isCdr && (_bytes.Count - 4) % number.Length != 0)
            _bytes.Add(0);
        _bytes.AddRange(number);
        return this;
    }
}
