namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>How an AEDAT 4 recording packs its packets; the values are the format's own.</summary>
internal enum Aedat4Packing
{
    /// <summary>Plain.</summary>
    None = 0,

    /// <summary>One LZ4 frame per packet, as DV does by default.</summary>
    Lz4 = 1,

    /// <summary>One Zstandard frame per packet.</summary>
    Zstd = 3,
}
