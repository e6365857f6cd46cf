using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Text;

/// <summary>
/// Tells from the first lines of a text which column is which and what unit the times have: by the names in a first line, else
/// by the values. A column of 0, 1, -1, true, false, on or off may be the polarity, one that never falls the time.
/// </summary>
internal sealed class CsvLayoutFinder
{
    /// <summary>Lines of events looked at; fewer at the end of a stream, which then fit in the smallest room.</summary>
    public const int Lines = 60;

    private const int FewestColumns = 4;
    private const long SmallestNanoseconds = 100_000_000_000_000_000;

    // The orders in use: events.txt and most exports; OpenEB; Tonic and expelliarmus; EV-IMO and others.
    private static readonly CsvLayout[] Orders = [new(0, 1, 2, 3, 0), new(3, 0, 1, 2, 0), new(2, 0, 1, 3, 0), new(0, 2, 3, 1, 0)];

    private readonly CsvColumn[] _columns = new CsvColumn[CsvLine.Columns];
    private CsvLayout? _named;
    private int _fewestColumns = CsvLine.Columns;
    private int _others;
    private bool _isOpenEb;
    private TimeUnit? _unit;

    /// <summary>Lines of events seen.</summary>
    public int Count { get; private set; }

    /// <summary>Size of the sensor by a comment; 0 by 0 where none tells.</summary>
    public EventGeometry Geometry { get; private set; }

    /// <summary>Looks at one line of the text.</summary>
    /// <returns>True for a line of events.</returns>
    public bool Add(ReadOnlySpan<byte> line)
    {
        if (CsvLine.IsComment(line))
        {
            ReadComment(Encoding.UTF8.GetString(line).Trim());
            return false;
        }

        Span<Range> fields = stackalloc Range[CsvLine.Columns];
        var count = CsvLine.Split(line, fields);
        if (!IsEvent(line, fields[..count]))
        {
            _others++;
            if (Count == 0 && _named is null && _others == 1)
                ReadNames(line, fields[..count]);
            return false;
        }

        Count++;
        _fewestColumns = Math.Min(_fewestColumns, count);
        for (var i = 0; i < count; i++)
            _columns[i].Add(line[fields[i]], Count == 1);
        return true;
    }

    /// <summary>The layout that the lines show.</summary>
    /// <returns>False when none fits.</returns>
    public bool TryFind(out CsvLayout layout)
    {
        layout = default;
        var isFound = _named is not null;
        if (_named is { } named)
            layout = named;
        foreach (var order in _isOpenEb ? [Orders[1], .. Orders] : Orders)
        {
            if (isFound || !Fits(order))
                continue;
            // Where several fit, the time is the column with the largest numbers.
            isFound = true;
            layout = order;
            foreach (var other in _isOpenEb ? [] : Orders)
                layout = Fits(other) && _columns[other.Time].Largest > _columns[layout.Time].Largest ? other : layout;
        }

        if (!isFound || Count == 0 || layout.Last >= _fewestColumns)
            return Count == 0 && _others <= (_named is null ? 0 : 1);
        layout = layout with { Unit = _unit ?? UnitOf(_columns[layout.Time]) };
        return true;
    }

    private static TimeUnit UnitOf(CsvColumn time)
    {
        if (time.HasFraction)
            return TimeUnit.Seconds;
        return time.Largest >= SmallestNanoseconds ? TimeUnit.Nanoseconds : TimeUnit.Microseconds;
    }

    private bool Fits(CsvLayout order)
        => Count > 0 && order.Last < _fewestColumns && _columns[order.Polarity].IsPolarity && _columns[order.Time].IsTime
            && _columns[order.X].IsPixel && _columns[order.Y].IsPixel;

    private static bool IsEvent(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields)
    {
        if (fields.Length < FewestColumns)
            return false;
        foreach (var field in fields[..FewestColumns])
        {
            if (!CsvNumber.TryReadPolarity(line[field], out _))
                return false;
        }

        return true;
    }

    private void ReadComment(string comment)
    {
        const string Geometry = "%geometry:";
        if (comment.StartsWith(Geometry, StringComparison.OrdinalIgnoreCase))
        {
            var sides = comment[Geometry.Length..].Split(',', 'x');
            _isOpenEb = true;
            if (sides.Length == 2 && int.TryParse(sides[0], CultureInfo.InvariantCulture, out var width)
                && int.TryParse(sides[1], CultureInfo.InvariantCulture, out var height))
                this.Geometry = new EventGeometry(width, height);
        }
        else if (_named is null && Count == 0)
        {
            var names = Encoding.UTF8.GetBytes(comment.TrimStart('#', '%', ' '));
            Span<Range> fields = stackalloc Range[CsvLine.Columns];
            ReadNames(names, fields[..CsvLine.Split(names, fields)]);
        }
    }

    private void ReadNames(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields)
    {
        int time = -1, x = -1, y = -1, polarity = -1;
        for (var i = 0; i < fields.Length; i++)
        {
            var name = Encoding.UTF8.GetString(line[fields[i]]).ToLowerInvariant();
            var stem = name.Split('_', '[', '(', ' ')[0];
            switch (stem)
            {
                case "t" or "ts" or "time" or "timestamp" or "timestamps":
                    time = time < 0 ? i : time;
                    _unit ??= UnitOf(name);
                    break;
                case "x":
                    x = x < 0 ? i : x;
                    break;
                case "y":
                    y = y < 0 ? i : y;
                    break;
                case "p" or "pol" or "polarity" or "on":
                    polarity = polarity < 0 ? i : polarity;
                    break;
            }
        }

        if (time >= 0 && x >= 0 && y >= 0 && polarity >= 0)
            _named = new CsvLayout(time, x, y, polarity, TimeUnit.Microseconds);
        else
            _unit = null;
    }

    private static TimeUnit? UnitOf(string name)
        => name.Split('_', '[', ']', '(', ')') switch
        {
            [_, "ns" or "nsec" or "nanoseconds", ..] => TimeUnit.Nanoseconds,
            [_, "us" or "usec" or "microseconds", ..] => TimeUnit.Microseconds,
            [_, "ms" or "msec" or "milliseconds", ..] => TimeUnit.Milliseconds,
            [_, "s" or "sec" or "seconds", ..] => TimeUnit.Seconds,
            _ => null,
        };
}
