using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// faery's records of UDP: <c>t64_x16_y16_on8</c> of 13 bytes, or <c>t32_x16_y15_on1</c> of 8 bytes, whose times wrap. A datagram
/// whose first time lies before what was seen is late and dropped whole, as faery does; its events are counted.
/// </summary>
public sealed class FaeryDecoder : DatagramDecoder
{
    private const int LongBytes = 13;
    private const int ShortBytes = 8;
    private const long Wrap = 1L << 32;

    private readonly bool _isShort;
    private long _latest = -1;
    private long _turns;
    private bool _isFirst;
    private bool _isLate;

    /// <summary>Prepares for the first datagram.</summary>
    /// <param name="geometry">Size of the sensor; 0 by 0 when unknown.</param>
    /// <param name="isShort">True for records of 8 bytes.</param>
    public FaeryDecoder(EventGeometry geometry, bool isShort)
        : base(geometry) => _isShort = isShort;

    private protected override void BeginDatagram() => (_isFirst, _isLate) = (true, false);

    private protected override int DecodeRecords(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var length = _isShort ? ShortBytes : LongBytes;
        consumed = 0;
        var written = 0;
        while (written < events.Length && bytes.Length - consumed >= length)
        {
            var record = bytes.Slice(consumed, length);
            consumed += length;
            var time = Time(record);
            if (_isFirst)
                (_isFirst, _isLate) = (false, time < _latest);
            if (_isLate)
            {
                Counters.Unknown++;
                continue;
            }

            _latest = Math.Max(_latest, time);
            var (y, polarity) = _isShort
                ? (BinaryPrimitives.ReadUInt16LittleEndian(record[6..]) >> 1, record[6] & 1)
                : (BinaryPrimitives.ReadUInt16LittleEndian(record[10..]), record[12] == 0 ? 0 : 1);
            if (Gate.TryAdmit(time, BinaryPrimitives.ReadUInt16LittleEndian(record[(_isShort ? 4 : 8)..]), y, polarity, out events[written]))
                written++;
        }

        return written;
    }

    private long Time(ReadOnlySpan<byte> record)
    {
        if (!_isShort)
            return (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(record), long.MaxValue / 2);
        var stamp = BinaryPrimitives.ReadUInt32LittleEndian(record);
        var time = (_turns * Wrap) + stamp;
        if (_latest - time <= Wrap / 2)
            return time;
        _turns++;
        return time + Wrap;
    }
}
