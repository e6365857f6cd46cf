using EdgeSnn.Sensors.Events.Containers.Hdf5;
using PureHDF.Filters;

namespace EdgeSnn.Tests.Sensors.Events.Containers;

/// <summary>How a chunk of Prophesee's event compression keeps pixels.</summary>
internal enum EcfPacking
{
    Runs,
    PackedXp,
    PackedYxp,
}

/// <summary>Packs events as Prophesee's event compression does, and stands in for its filter while test files are written.</summary>
internal sealed class EcfPacker(EcfPacking packing) : IH5Filter
{
    public ushort FilterId => EcfFilter.Number;

    public string Name => "packer";

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [];

    public Memory<byte> Filter(FilterInfo info)
        => Pack(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, EcfRecord>(info.Buffer.Span).ToArray());

    public byte[] Pack(EcfRecord[] records)
    {
        var bytes = new List<byte>();
        bytes.AddRange(BitConverter.GetBytes(((uint)records.Length << 2) | (uint)packing));
        bytes.AddRange(BitConverter.GetBytes(records.Length > 0 ? records[0].Time : 0));
        PackTimes(bytes, records);
        if (packing == EcfPacking.PackedYxp)
        {
            PackRows(bytes, records);
            return [.. bytes];
        }

        foreach (var run in Runs(records, record => record.Y))
            bytes.AddRange(run.Count < 31 ? Word(run.Value << 5 | run.Count) : [.. Word(run.Value << 5 | 31), .. Word(run.Count)]);
        if (packing == EcfPacking.PackedXp)
        {
            foreach (var four in records.Chunk(4))
            {
                var v = Values(four, record => (uint)record.X << 1 | (ushort)record.Polarity);
                bytes.AddRange(Word((int)(v[0] << 4 | (v[1] & 15))));
                bytes.AddRange(Word((int)(v[1] >> 4 << 8 | (v[2] & 0xFF))));
                bytes.AddRange(Word((int)(v[2] >> 8 << 12 | v[3])));
            }

            return [.. bytes];
        }

        PackColumns(bytes, records);
        foreach (var run in Runs(records, record => record.Polarity))
            bytes.AddRange(run.Count < 127 ? [(byte)(run.Value << 7 | run.Count)] : [(byte)(run.Value << 7 | 127), .. Word(run.Count)]);
        return [.. bytes];
    }

    private static void PackTimes(List<byte> bytes, EcfRecord[] records)
    {
        var time = records.Length > 0 ? records[0].Time : 0;
        foreach (var group in records.GroupBy(record => record.Time))
        {
            var step = group.Key - time;
            time = group.Key;
            var last = step < 15 ? step : 0;
            for (var rest = step < 15 ? 0 : step; rest > 0; rest >>= 4)
                bytes.Add((byte)(0xF0 | (rest & 15)));
            var count = group.Count();
            bytes.AddRange(count < 15 ? [(byte)(last << 4 | (uint)count)] : [(byte)(last << 4 | 15), .. Word(count)]);
        }
    }

    private static void PackRows(List<byte> bytes, EcfRecord[] records)
    {
        foreach (var four in records.Chunk(4))
        {
            var v = Values(four, record => (uint)(record.Y << 12 | record.X << 1 | (ushort)record.Polarity));
            bytes.AddRange(BitConverter.GetBytes(v[0] << 8 | (v[1] & 0xFF)));
            bytes.AddRange(BitConverter.GetBytes(v[1] >> 8 << 16 | (v[2] & 0xFFFF)));
            bytes.AddRange(BitConverter.GetBytes(v[2] >> 16 << 24 | v[3]));
        }
    }

    private static void PackColumns(List<byte> bytes, EcfRecord[] records)
    {
        for (var i = 0; i < records.Length;)
        {
            int start = records[i++].X;
            var mask = 0;
            for (var j = 0; j < 5 && i < records.Length; j++)
            {
                if (records[i].X != start + j + 1)
                    continue;
                mask |= 1 << (4 - j);
                i++;
            }

            bytes.AddRange(Word(start << 5 | mask));
        }
    }

    private static uint[] Values(EcfRecord[] four, Func<EcfRecord, uint> value)
        => [.. Enumerable.Range(0, 4).Select(i => i < four.Length ? value(four[i]) : 0)];

    private static IEnumerable<(int Value, int Count)> Runs(EcfRecord[] records, Func<EcfRecord, int> value)
    {
        for (var i = 0; i < records.Length;)
        {
            var start = i;
            while (i < records.Length && value(records[i]) == value(records[start]))
                i++;
            yield return (value(records[start]), i - start);
        }
    }

    private static byte[] Word(int value) => [(byte)value, (byte)(value >> 8)];
}
