using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>DSEC's <c>/events/x, y, p, t</c>: four datasets of integers, times counted from <c>/t_offset</c>.</summary>
internal sealed class DsecTable : IEventTable
{
    private const ushort BloscFilter = 32001;

    private readonly NativeDataset _x;
    private readonly NativeDataset _y;
    private readonly NativeDataset _polarity;
    private readonly NativeDataset _time;
    private readonly long _offset;

    /// <summary>Checks that the four fit together.</summary>
    /// <exception cref="EventFormatException">They do not, or one is no column of integers.</exception>
    public DsecTable(NativeFile file)
    {
        (_x, _y, _polarity, _time) = (Column(file, "x"), Column(file, "y"), Column(file, "p"), Column(file, "t"));
        foreach (var column in new[] { _y, _polarity, _time })
        {
            if (column.Space.Dimensions[0] != _x.Space.Dimensions[0])
                throw new EventFormatException("/events", "columns of different lengths", "one length");
        }

        _offset = file.LinkExists("t_offset") ? file.Dataset("t_offset").Read<long>() : 0;
    }

    /// <inheritdoc/>
    public long Count => (long)Math.Min(_x.Space.Dimensions[0], long.MaxValue);

    /// <inheritdoc/>
    public void Read(long start, Span<EcfRecord> records)
    {
        var values = new long[records.Length];
        Read(_x, start, values);
        for (var i = 0; i < values.Length; i++)
            records[i].X = (ushort)Math.Clamp(values[i], 0, ushort.MaxValue);
        Read(_y, start, values);
        for (var i = 0; i < values.Length; i++)
            records[i].Y = (ushort)Math.Clamp(values[i], 0, ushort.MaxValue);
        Read(_polarity, start, values);
        for (var i = 0; i < values.Length; i++)
            records[i].Polarity = (short)(values[i] > 0 ? 1 : 0);
        Read(_time, start, values);
        for (var i = 0; i < values.Length; i++)
            records[i].Time = _offset + values[i];
    }

    private static NativeDataset Column(NativeFile file, string name)
    {
        var column = (NativeDataset)file.Dataset($"events/{name}");
        return column.Space.Dimensions.Length == 1 && column.Type.Class is H5DataTypeClass.FixedPoint or H5DataTypeClass.Enumerated
            ? column : throw new EventFormatException($"/events/{name}", $"{column.Type.Class}", "a column of integers");
    }

    private static void Read(NativeDataset column, long start, Span<long> values)
    {
        var part = new HyperslabSelection((ulong)start, (ulong)values.Length);
        try
        {
            switch (column.Type.Size)
            {
                case 1:
                    Widen(column.Read<byte[]>(part), values);
                    break;
                case 2:
                    Widen(column.Read<ushort[]>(part), values);
                    break;
                case 4:
                    Widen(column.Read<uint[]>(part), values);
                    break;
                default:
                    Widen(column.Read<long[]>(part), values);
                    break;
            }
        }
        catch (Exception error) when (error.ToString().Contains($"{BloscFilter}", StringComparison.Ordinal))
        {
            throw new EventFormatException("/events", "data packed by Blosc", "plain or deflated data; repack the file, as with h5repack");
        }
    }

    private static void Widen<T>(T[] stored, Span<long> values)
        where T : System.Numerics.INumberBase<T>
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = long.CreateSaturating(stored[i]);
    }
}
