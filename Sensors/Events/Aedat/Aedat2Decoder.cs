using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// AEDAT 2, as jAER wrote it: big-endian records of a 32-bit address and a signed 32-bit time [microseconds]; addresses as in
/// <see cref="AedatChip"/>. The header is optional. Allocates nothing after it.
/// </summary>
internal sealed class Aedat2Decoder : RecordDecoder
{
    private const int RecordBytes = 8;

    private readonly AedatHeader _header = new(2);
    private AerClock _clock;
    private AedatAddress _address;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor where the header states none; 0 by 0 takes the chip's.</param>
    /// <param name="chip">Meaning of the address bits.</param>
    public Aedat2Decoder(EventGeometry geometry = default, AedatChip chip = AedatChip.Detect)
        : base(geometry, RecordBytes)
    {
        _address = new AedatAddress(chip);
    }

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended)
    {
        var length = _header.Measure(soFar, ended);
        if (length >= 0)
        {
            Gate.State(_header.Geometry.Width, _header.Geometry.Height);
            if (_address.Chip == AedatChip.Detect)
                _address = new AedatAddress(_header.Chip);
        }

        return length;
    }

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var written = 0;
        for (consumed = 0; bytes.Length - consumed >= RecordBytes && written < events.Length; consumed += RecordBytes)
        {
            var record = bytes.Slice(consumed, RecordBytes);
            var address = BinaryPrimitives.ReadUInt32BigEndian(record);
            var time = _clock.Unwrap(BinaryPrimitives.ReadInt32BigEndian(record[(RecordBytes - 4)..]));
            if (_address.TryAdmit(Gate, address, time, out events[written]))
                written++;
        }

        return written;
    }
}
