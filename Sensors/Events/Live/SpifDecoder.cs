using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// SPIF's words of 32 bits, as AEStream and spiffer send them: bit 31 set for no time stamp, 30..16 column, bit 15 polarity,
/// 14..0 row; without bit 31 a word of time follows, which wraps. Without times, events are stamped as they arrive.
/// </summary>
public sealed class SpifDecoder : DatagramDecoder
{
    private const long Wrap = 1L << 32;

    private readonly TimeProvider _time;
    private long _arrival;
    private long _latest = -1;

    /// <summary>Prepares for the first datagram.</summary>
    /// <param name="geometry">Size of the sensor; 0 by 0 when unknown.</param>
    /// <param name="time">Stamps events that carry no time.</param>
    public SpifDecoder(EventGeometry geometry, TimeProvider time)
        : base(geometry)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
    }

    private protected override void BeginDatagram()
    {
        var (seconds, rest) = Math.DivRem(_time.GetTimestamp(), _time.TimestampFrequency);
        _arrival = (seconds * 1_000_000) + (rest * 1_000_000 / _time.TimestampFrequency);
    }

    private protected override int DecodeRecords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        consumed = 0;
        var written = 0;
        while (written < events.Length && bytes.Length - consumed >= 4)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes[consumed..]);
            var isStamped = word >> 31 == 0;
            if (isStamped && bytes.Length - consumed < 8)
                break;
            var time = isStamped ? Unwrap(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(consumed + 4)..])) : _arrival;
            consumed += isStamped ? 8 : 4;
            if (Gate.TryAdmit(time, (word >> 16) & 0x7FFF, word & 0x7FFF, (int)(word >> 15) & 1, out events[written]))
                written++;
        }

        return written;
    }

    // A fall by more than half the range is a wrap; a smaller one is left to the gate, which counts it.
    private long Unwrap(uint stamp)
    {
        if (_latest < 0)
            return _latest = stamp;
        var time = (_latest & ~(Wrap - 1)) | stamp;
        if (_latest - time > Wrap / 2)
            time += Wrap;
        else if (time - _latest > Wrap / 2 && time >= Wrap)
            time -= Wrap;
        _latest = Math.Max(_latest, time);
        return time;
    }
}
