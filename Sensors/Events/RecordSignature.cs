using System.Buffers.Binary;
using EdgeSnn.Sensors.Events.Aedat;
using EdgeSnn.Sensors.Events.Numpy;
using EdgeSnn.Sensors.Events.Text;

namespace EdgeSnn.Sensors.Events;

/// <summary>Tells the formats of records by a recording's first bytes.</summary>
internal static class RecordSignature
{
    private const int FewestRecords = 8;
    private const int RecordsPerFall = 16;
    private const int RecordsPerRise = 32;

    /// <summary>True for AEDAT of a major version; the first version may come without a header.</summary>
    public static bool IsAedat(EventFileHead head, int version)
    {
        var magic = System.Text.Encoding.ASCII.GetBytes(AedatHeader.Magic);
        if (!head.BeginsWith(magic))
            return version == 1 && head.HasExtension(".aedat") || version == 4 && head.Bytes.Length >= 12 && head.Bytes.Span.Slice(8, 4).SequenceEqual("IOHE"u8);
        return head.Bytes.Length > magic.Length && head.Bytes.Span[magic.Length] - '0' == version;
    }

    /// <summary>True for Event Stream.</summary>
    public static bool IsEventStream(EventFileHead head) => head.BeginsWith(EventStreamDecoder.Magic);

    /// <summary>True for a NumPy array.</summary>
    public static bool IsNumpy(EventFileHead head) => head.BeginsWith(NpyHeader.Magic);

    /// <summary>True for text whose first lines have the columns of events.</summary>
    public static bool IsText(EventFileHead head)
    {
        var rest = head.Bytes.Span;
        if (rest.IsEmpty || rest.ContainsAnyExceptInRange((byte)'\t', byte.MaxValue) || rest.ContainsAnyInRange((byte)0x0E, (byte)0x1F))
            return false;
        var finder = new CsvLayoutFinder();
        while (!rest.IsEmpty && finder.Count < CsvLayoutFinder.Lines)
        {
            var length = rest.IndexOf((byte)'\n');
            // A line that the head cuts off may end within a number.
            if (length < 0 && head.Bytes.Length == EventFileHead.Capacity)
                break;
            finder.Add(length < 0 ? rest : rest[..length]);
            rest = length < 0 ? default : rest[(length + 1)..];
        }

        return finder.TryFind(out _) && (finder.Count > 0 || head.HasExtension(".csv") || head.HasExtension(".txt"));
    }

    /// <summary>True for 40-bit records: by extension and size, or by times that rise and hardly ever fall.</summary>
    public static bool IsAtisBin(EventFileHead head)
    {
        if (head.HasExtension(".bin") && head.Length % AtisBinDecoder.RecordBytes == 0)
            return true;
        var bytes = head.Bytes.Span;
        var records = bytes.Length / AtisBinDecoder.RecordBytes;
        var latest = 0u;
        var (falls, rises) = (0, 0);
        for (var i = 0; i < records; i++)
        {
            var record = bytes.Slice(i * AtisBinDecoder.RecordBytes, AtisBinDecoder.RecordBytes);
            if (record[1] == AtisBinDecoder.OverflowRow)
                continue;
            var time = BinaryPrimitives.ReadUInt32BigEndian(record[1..]) & AtisBinDecoder.LargestTime;
            falls += time < latest ? 1 : 0;
            rises += time > latest ? 1 : 0;
            latest = time;
        }

        return records >= FewestRecords && falls * RecordsPerFall <= records && rises * RecordsPerRise >= records;
    }
}
