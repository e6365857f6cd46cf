namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>Whose address bits an AEDAT 1 or 2 recording holds; the format itself does not say.</summary>
internal enum AedatChip
{
    /// <summary>Told by the header, else by the first address: one of more than 16 bits is a DAVIS's.</summary>
    Detect,

    /// <summary>DVS128 (tmpdiff128): y bits 14..8, x bits 7..1, bit 0 set for OFF.</summary>
    Dvs128,

    /// <summary>DAVIS family: y bits 30..22, x bits 21..12, bit 11 set for ON.</summary>
    Davis,
}
