namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Tells Prophesee recordings by their header.</summary>
internal static class RawSignature
{
    /// <summary>True for a RAW recording of an encoding, as in <c>EVT3</c>.</summary>
    /// <exception cref="EventFormatException">A Prophesee header that cannot be read.</exception>
    public static bool IsRaw(EventFileHead head, string encoding) => Read(head, out _)?.Encoding == encoding;

    /// <summary>True for a DAT recording: a header that names no encoding, then a type of event and the size of a record.</summary>
    /// <exception cref="EventFormatException">A Prophesee header that cannot be read.</exception>
    public static bool IsDat(EventFileHead head)
    {
        var header = Read(head, out var length);
        return header is { IsComplete: true, TookPercent: false, Encoding: "" }
            && head.Bytes.Span[length..] is [0x00 or 0x0C or 0x0E, sizeof(ulong), ..];
    }

    private static RawHeader? Read(EventFileHead head, out int length)
    {
        length = 0;
        if (!head.BeginsWith("% "u8))
            return null;
        var header = new RawHeader();
        length = header.Feed(head.Bytes.Span);
        return header;
    }
}
