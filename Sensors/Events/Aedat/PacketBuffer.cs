namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>Bytes of one packet, reused for the next: grows to the longest packet met, and never beyond a limit.</summary>
internal sealed class PacketBuffer
{
    /// <summary>Most that a packet may hold, packed or unpacked: four million events [bytes].</summary>
    public const int Limit = 1 << 26;

    /// <summary>The buffer; valid until the next growth.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Makes room, keeping what is there already; false when the limit forbids it.</summary>
    /// <param name="length">Room wanted [bytes].</param>
    /// <param name="kept">Bytes at the front to keep.</param>
    public bool TryGrow(long length, int kept)
    {
        if (length > Limit)
            return false;
        if (length <= Bytes.Length)
            return true;
        var grown = new byte[Math.Min(Limit, Math.Max(4096, Math.Max(length, 2L * Bytes.Length)))];
        Bytes.AsSpan(0, kept).CopyTo(grown);
        Bytes = grown;
        return true;
    }
}
