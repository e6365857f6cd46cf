using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// Writes AEDAT 2 with the address bits of a DAVIS, or of a DVS128 for a sensor of its size. An unknown size is taken for
/// 346 by 260, since both chips count from the far corner. Gaps of more than half the 32-bit clock are bridged with samples
/// that readers skip.
/// </summary>
internal sealed class Aedat2Writer : RecordWriter
{
    private const long Bridge = 1L << 30;
    private const int MostBridges = 1 << 12;
    private const uint SkippedSample = 1u << 31;
    private const int RecordBytes = 8;

    private readonly EventGeometry _geometry;
    private readonly AedatChip _chip;
    private TimeOrigin _origin = new(Bridge, MostBridges);
    private long _time;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="geometry">Size of the sensor, at most 1024 by 512.</param>
    /// <exception cref="ArgumentException">A larger sensor.</exception>
    public Aedat2Writer(Stream stream, EventGeometry geometry)
        : base(stream)
    {
        _geometry = geometry == default ? new EventGeometry(346, 260) : geometry;
        if (_geometry.Width > 1024 || _geometry.Height > 512)
            throw new ArgumentException($"a sensor of {geometry.Width} x {geometry.Height}, expected 1024 x 512 at most", nameof(geometry));
        _chip = _geometry == new EventGeometry(128, 128) ? AedatChip.Dvs128 : AedatChip.Davis;
        var chip = _chip == AedatChip.Dvs128 ? "DVS128" : "DAVIS346";
        Put(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{AedatHeader.Magic}2.0\r\n# AEChip: {chip}\r\n# {AedatHeader.GeometryKey} {_geometry.Width}x{_geometry.Height}\r\n{AedatHeader.End2}\r\n")));
    }

    /// <inheritdoc/>
    protected override void WriteEvent(in DvsEvent e)
    {
        CheckPixel(e, _geometry.Width, _geometry.Height);
        var time = _origin.Shift(e.Microseconds);
        while (time - _time > Bridge)
        {
            _time += Bridge;
            Put(_chip == AedatChip.Davis ? SkippedSample : 1u << 15, _time);
        }

        Put(AedatAddress.Pack(_chip, _geometry, e), time);
        _time = time;
    }

    private void Put(uint address, long time)
    {
        var record = Take(RecordBytes);
        BinaryPrimitives.WriteUInt32BigEndian(record, address);
        BinaryPrimitives.WriteUInt32BigEndian(record[4..], (uint)time);
    }
}
