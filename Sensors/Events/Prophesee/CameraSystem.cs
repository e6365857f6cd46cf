namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// What the <c>system_ID</c> of an old recording tells where its header states no more. Numbers from the device list of OpenEB.
/// </summary>
internal static class CameraSystem
{
    /// <summary>From this system on, EVT2.1 words are little-endian as a whole.</summary>
    public const int FirstLittleEndian = 0x37;

    private static readonly EventGeometry Vga = new(640, 480);
    private static readonly EventGeometry Hd = new(1280, 720);
    private static readonly EventGeometry Qvga = new(320, 320);

    /// <summary>Size of the sensor, or 0 by 0 for an unknown system.</summary>
    public static EventGeometry Geometry(int systemId) => systemId switch
    {
        0x15 or 0x17 or 0x19 or 0x1C or 0x1D or 0x21 or 0x22 or 0x23 or 0x28 or 0x29 or 0x34 or 0x36 => Vga,
        0x97 or 0x99 or 0xA1 or 0xA2 => Vga,
        0x1A or 0x1E or 0x1F or 0x20 or 0x27 or 0x2E or 0x30 or 0x31 or 0x32 or 0x35 or 0x3A or 0x9A => Hd,
        0x40 => Qvga,
        _ => default,
    };

    /// <summary>Encoding of recordings whose header names none, or empty for an unknown system.</summary>
    public static string Encoding(int systemId) => systemId switch
    {
        0x1E or 0x28 or 0x2E or 0x30 or 0x31 or 0x32 or 0x34 or 0x35 or 0x36 => "EVT3",
        _ => Geometry(systemId) == default || systemId == 0x40 ? "" : "EVT2",
    };
}
