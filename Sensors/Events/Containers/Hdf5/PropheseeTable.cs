using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>Prophesee's <c>/CD/events</c>: one dataset of records.</summary>
internal sealed class PropheseeTable : IEventTable
{
    private readonly NativeDataset _events;

    /// <summary>Checks the layout of the records.</summary>
    /// <exception cref="EventFormatException">Another layout.</exception>
    public PropheseeTable(NativeDataset events)
    {
        _events = events;
        if (events.Space.Dimensions.Length != 1 || events.Type.Class != H5DataTypeClass.Compound || events.Type.Size != EcfRecord.Bytes)
            throw new EventFormatException(Path, $"{events.Type.Class} of {events.Type.Size} bytes", "records x, y, p, t of 16 bytes");
        foreach (var (name, offset, size) in new[] { ("x", 0, 2), ("y", 2, 2), ("p", 4, 2), ("t", 8, 8) })
        {
            if (!Array.Exists(events.Type.Compound.Members, member => member.Name == name && member.Offset == offset && member.Type.Size == size))
                throw new EventFormatException(Path, $"no {name} of {size} bytes at {offset}", "records x, y, p, t of 16 bytes");
        }
    }

    /// <summary>Where the dataset is.</summary>
    public static string Path => "/CD/events";

    /// <inheritdoc/>
    public long Count => (long)Math.Min(_events.Space.Dimensions[0], long.MaxValue);

    /// <inheritdoc/>
    public void Read(long start, Span<EcfRecord> records)
        => _events.Read<EcfRecord>(records, new HyperslabSelection((ulong)start, (ulong)records.Length));
}
