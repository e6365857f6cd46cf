using System.Text;

namespace EdgeSnn.Sensors.Events.Text;

/// <summary>
/// Events as lines of text, in any of the notations people export: columns by a line of names or by their values, separated by
/// commas, semicolons, tabs or spaces, times with a point taken for seconds. Lines that begin with # or % and empty ones are
/// skipped; others that do not parse count as unknown. Allocates nothing once the layout is known.
/// </summary>
internal sealed class CsvDecoder : RecordDecoder
{
    private readonly CsvLayoutFinder _finder = new();
    private readonly bool _isGiven;
    private CsvLayout _layout;
    private int _scanned;
    private int _dataStart = -1;
    private bool _isSkippingLine;

    /// <summary>A decoder at the start of a stream.</summary>
    /// <param name="geometry">Size of the sensor where the text does not tell; 0 by 0 takes every pixel.</param>
    /// <param name="layout">The columns, or null to find them.</param>
    public CsvDecoder(EventGeometry geometry = default, CsvLayout? layout = null)
        : base(geometry, CsvLine.Longest)
    {
        _isGiven = layout is not null;
        _layout = layout.GetValueOrDefault();
    }

    /// <inheritdoc/>
    public override int Flush(Span<DvsEvent> events)
    {
        var written = base.Flush(events);
        var line = TakeUnfinished();
        if (!line.IsEmpty && !_isSkippingLine && TryRead(line, out events[written]))
            written++;
        return written;
    }

    private protected override int MeasureHeader(ReadOnlySpan<byte> soFar, bool ended)
    {
        while (_finder.Count < CsvLayoutFinder.Lines)
        {
            var length = soFar[_scanned..].IndexOf((byte)'\n');
            if (length < 0 && (!ended || _scanned == soFar.Length))
                break;
            var line = length < 0 ? soFar[_scanned..] : soFar.Slice(_scanned, length);
            var isData = _finder.Add(line);
            if (isData && _dataStart < 0)
                _dataStart = _scanned;
            _scanned += length < 0 ? line.Length : length + 1;
        }

        if (_finder.Count < CsvLayoutFinder.Lines && !ended)
            return -1;
        Gate.State(_finder.Geometry.Width, _finder.Geometry.Height);
        if (!_isGiven && !_finder.TryFind(out _layout))
            throw new EventFormatException("columns", Excerpt(soFar), "lines with a time, x, y and a polarity", Math.Max(_dataStart, 0));
        return _dataStart < 0 ? soFar.Length : _dataStart;
    }

    private protected override int DecodeUnits(ReadOnlySpan<byte> bytes, Span<DvsEvent> events, out int consumed)
    {
        var written = 0;
        consumed = 0;
        while (written < events.Length && consumed < bytes.Length)
        {
            var rest = bytes[consumed..];
            var length = rest[..Math.Min(rest.Length, CsvLine.Longest)].IndexOf((byte)'\n');
            if (length < 0)
            {
                if (rest.Length < CsvLine.Longest && !_isSkippingLine)
                    break;
                Counters.Unknown += _isSkippingLine ? 0 : 1;
                _isSkippingLine = true;
                consumed += Math.Min(rest.Length, CsvLine.Longest);
                continue;
            }

            consumed += length + 1;
            if (!_isSkippingLine && TryRead(rest[..length], out events[written]))
                written++;
            _isSkippingLine = false;
        }

        return written;
    }

    private bool TryRead(ReadOnlySpan<byte> line, out DvsEvent admitted)
    {
        admitted = default;
        if (CsvLine.IsComment(line))
            return false;
        Span<Range> fields = stackalloc Range[CsvLine.Columns];
        if (CsvLine.Split(line, fields) > _layout.Last
            && CsvNumber.TryRead(line[fields[_layout.Time]], (int)_layout.Unit, out var time)
            && CsvNumber.TryRead(line[fields[_layout.X]], 0, out var x)
            && CsvNumber.TryRead(line[fields[_layout.Y]], 0, out var y)
            && CsvNumber.TryReadPolarity(line[fields[_layout.Polarity]], out var polarity))
        {
            return Gate.TryAdmit(time, x, y, polarity, out admitted);
        }

        Counters.Unknown++;
        return false;
    }

    private string Excerpt(ReadOnlySpan<byte> soFar)
    {
        var line = soFar[Math.Max(_dataStart, 0)..];
        var end = line.IndexOf((byte)'\n');
        line = line[..Math.Min(end < 0 ? line.Length : end, 60)];
        return $"\"{Encoding.UTF8.GetString(line).Trim()}\"";
    }
}
