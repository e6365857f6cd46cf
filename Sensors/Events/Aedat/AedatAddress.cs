namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// The address bits of AEDAT 1 and 2. Both chips count columns from the right and rows from below, and a DVS128 marks OFF by a
/// one; this project's events have their origin top left, as libcaer's: x = width - 1 - raw, y = height - 1 - raw.
/// </summary>
internal struct AedatAddress
{
    private const uint DavisSample = 1u << 31;
    private const uint DavisExternal = 1u << 10;
    private const uint DvsSpecial = 1u << 15;

    private AedatChip _chip;

    /// <summary>Bits are read as the chip's, or as the first address suggests.</summary>
    public AedatAddress(AedatChip chip) => _chip = chip;

    /// <summary>The chip, once known.</summary>
    public readonly AedatChip Chip => _chip;

    /// <summary>Gives out the event of one address, or counts what it is instead.</summary>
    public bool TryAdmit(EventGate gate, uint address, long microseconds, out DvsEvent admitted)
    {
        if (_chip == AedatChip.Detect)
            _chip = address > ushort.MaxValue ? AedatChip.Davis : AedatChip.Dvs128;
        if (gate.Geometry == default)
            gate.State(_chip == AedatChip.Davis ? 346 : 128, _chip == AedatChip.Davis ? 260 : 128);
        admitted = default;
        var (width, height) = (gate.Geometry.Width, gate.Geometry.Height);
        if (_chip == AedatChip.Dvs128)
        {
            if ((address & DvsSpecial) == 0)
            {
                return gate.TryAdmit(
                    microseconds, width - 1 - (int)((address >> 1) & 0x7F), height - 1 - (int)((address >> 8) & 0x7F),
                    1 - (int)(address & 1), out admitted);
            }
        }
        else if ((address & DavisSample) == 0)
        {
            if ((address & DavisExternal) == 0)
            {
                return gate.TryAdmit(
                    microseconds, width - 1 - (int)((address >> 12) & 0x3FF), height - 1 - (int)((address >> 22) & 0x1FF),
                    (int)((address >> 11) & 1), out admitted);
            }

            gate.Counters.Triggers++;
            return false;
        }

        gate.Counters.Unknown++;
        return false;
    }

    /// <summary>The address of an event, for a sensor of this size.</summary>
    public static uint Pack(AedatChip chip, EventGeometry geometry, in DvsEvent e)
    {
        var x = (uint)(geometry.Width - 1 - e.X);
        var y = (uint)(geometry.Height - 1 - e.Y);
        return chip == AedatChip.Dvs128 ? (y << 8) | (x << 1) | (1u - e.Polarity) : (y << 22) | (x << 12) | ((uint)e.Polarity << 11);
    }
}
