using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>Packs events as SPIF's words with time stamps, as AEStream sends them: 256 bytes a datagram.</summary>
public sealed class SpifPacker : IEventPacker
{
    private const int Limit = 1 << 15;
    private const int RecordBytes = 8;

    private readonly byte[] _bytes = new byte[256];

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Preamble => default;

    /// <inheritdoc/>
    public int MostEvents => _bytes.Length / RecordBytes;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<DvsEvent> events)
    {
        var count = 0;
        foreach (ref readonly var one in events)
        {
            if (one.X >= Limit || one.Y >= Limit)
                throw new ArgumentException($"pixel ({one.X}, {one.Y}), expected one within {Limit} x {Limit}", nameof(events));
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(count), ((uint)one.X << 16) | ((uint)one.Polarity << 15) | one.Y);
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(count + 4), (uint)one.Microseconds);
            count += RecordBytes;
        }

        return _bytes.AsSpan(0, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
