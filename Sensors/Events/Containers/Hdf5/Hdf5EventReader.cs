using System.Globalization;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace EdgeSnn.Sensors.Events.Containers.Hdf5;

/// <summary>
/// Events of an HDF5 file, Prophesee's or DSEC's, a chunk of 16,384 at a time. What the HDF5 library throws on a damaged file
/// leaves as <see cref="EventFormatException"/>. Allocates per chunk, for the library does.
/// </summary>
internal sealed class Hdf5EventReader : IEventReader
{
    private const int ChunkEvents = 16_384;

    private readonly GuardedFile _stream;
    private readonly NativeFile _file;
    private readonly IEventTable _table;
    private readonly EventGate _gate;
    private readonly EcfRecord[] _records = new EcfRecord[ChunkEvents];
    private long _next;
    private int _count;
    private int _given;

    static Hdf5EventReader() => H5Filter.Register(new EcfFilter());

    /// <summary>Opens a file.</summary>
    /// <exception cref="EventFormatException">Damaged, or without events.</exception>
    public Hdf5EventReader(string path, EventReadOptions options)
    {
        _gate = new EventGate(options.Geometry);
        _stream = new GuardedFile(path);
        try
        {
            (_file, _table) = Guard(() => Open(_stream));
            Guard(() => ReadAttributes(_file));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The first bytes of every HDF5 file without a user block.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <inheritdoc/>
    public EventGeometry Geometry => _gate.Geometry;

    /// <inheritdoc/>
    public EventCounters Counters => _gate.Counters;

    /// <inheritdoc/>
    public double Share => _table.Count == 0 ? 0 : _next / (double)_table.Count;

    /// <inheritdoc/>
    public int Read(Span<DvsEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Length, IEventDecoder.SmallestRoom);
        var written = 0;
        while (written == 0 && (_given < _count || Fill()))
        {
            for (; _given < _count && written < events.Length; _given++)
            {
                ref readonly var record = ref _records[_given];
                if (_gate.TryAdmit(record.Time, record.X, record.Y, record.Polarity > 0 ? 1 : 0, out events[written]))
                    written++;
            }
        }

        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _stream.Dispose();
    }

    private static (NativeFile File, IEventTable Table) Open(Stream stream)
    {
        var file = H5File.Open(stream, leaveOpen: true);
        if (file.LinkExists("CD") && file.LinkExists("CD/events"))
            return (file, new PropheseeTable((NativeDataset)file.Dataset("CD/events")));
        if (file.LinkExists("events") && file.LinkExists("events/x"))
            return (file, new DsecTable(file));
        throw new EventFormatException("datasets", "neither /CD/events nor /events/x", "an HDF5 file of Prophesee or DSEC");
    }

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (EventFormatException or OutOfMemoryException))
        {
            for (var cause = error; cause is not null; cause = cause.InnerException)
            {
                if (cause is EventFormatException known)
                    throw known;
                error = cause;
            }

            throw new EventFormatException("HDF5", $"what the HDF5 library refuses ({error.Message})", "an undamaged file");
        }
    }

    private bool ReadAttributes(NativeFile file)
    {
        if (file.AttributeExists("geometry"))
        {
            var sides = file.Attribute("geometry").Read<string>().Split('x');
            if (sides.Length == 2 && int.TryParse(sides[0], CultureInfo.InvariantCulture, out var width)
                && int.TryParse(sides[1], CultureInfo.InvariantCulture, out var height))
                _gate.State(width, height);
        }

        if (file.LinkExists("EXT_TRIGGER") && file.LinkExists("EXT_TRIGGER/events"))
            Counters.Triggers = (long)file.Dataset("EXT_TRIGGER/events").Space.Dimensions.FirstOrDefault();
        return true;
    }

    private bool Fill()
    {
        (_given, _count) = (0, (int)Math.Min(ChunkEvents, _table.Count - _next));
        if (_count <= 0)
            return false;
        Guard(() =>
        {
            _table.Read(_next, _records.AsSpan(0, _count));
            return true;
        });
        _next += _count;
        return true;
    }
}
