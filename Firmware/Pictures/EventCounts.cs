using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Pictures;

/// <summary>
/// How many events of either polarity each cell of a sensor had. A cell is one pixel, or 2, 4, ... pixels wide where the sensor
/// is too large for a picture. A sensor of unknown size grows with its events. Owned by one thread.
/// </summary>
internal sealed class EventCounts
{
    /// <summary>Most cells along a side: 32 MB of counts at most.</summary>
    public const int LargestSide = 2048;

    private const int SmallestSide = 64;

    private readonly bool _grows;
    private int _columns;
    private int _rows;
    private int _shift;
    private int[] _on;
    private int[] _off;

    /// <summary>Counts of nothing.</summary>
    /// <param name="geometry">Size of the sensor; 0 by 0 while unknown.</param>
    public EventCounts(EventGeometry geometry)
    {
        _grows = geometry == default;
        while ((Math.Max(geometry.Width, geometry.Height) - 1 >> _shift) >= LargestSide)
            _shift++;
        _columns = _grows ? SmallestSide : (geometry.Width - 1 >> _shift) + 1;
        _rows = _grows ? SmallestSide : (geometry.Height - 1 >> _shift) + 1;
        (Width, Height) = _grows ? (0, 0) : (_columns, _rows);
        _on = new int[_columns * _rows];
        _off = new int[_columns * _rows];
    }

    /// <summary>Cells in a row; as many as had events where the sensor's size is unknown.</summary>
    public int Width { get; private set; }

    /// <summary>Cells in a column.</summary>
    public int Height { get; private set; }

    /// <summary>As many pixels as the cells span: the sensor's size, or what is known of it.</summary>
    public EventGeometry Extent => new(Math.Min(Width << _shift, 1 << 16), Math.Min(Height << _shift, 1 << 16));

    /// <summary>ON events of a cell.</summary>
    public int On(int x, int y) => _on[(y * _columns) + x];

    /// <summary>OFF events of a cell.</summary>
    public int Off(int x, int y) => _off[(y * _columns) + x];

    /// <summary>Takes events; time marks and pixels outside the sensor are left out.</summary>
    public void Add(ReadOnlySpan<DvsEvent> events)
    {
        foreach (var one in events)
        {
            if (one.IsTimeMark)
                continue;
            var (x, y) = (one.X >> _shift, one.Y >> _shift);
            if (_grows && (x >= Width || y >= Height))
            {
                Grow(one.X, one.Y);
                (x, y) = (one.X >> _shift, one.Y >> _shift);
            }

            if (x < Width && y < Height)
                (one.Polarity == 1 ? _on : _off)[(y * _columns) + x]++;
        }
    }

    /// <summary>Forgets all counts, not the size.</summary>
    public void Clear()
    {
        Array.Clear(_on);
        Array.Clear(_off);
    }

    /// <summary>Counts of another size: cells that are joined are added up, a cell that is spread is repeated.</summary>
    public EventCounts Resized(int width, int height)
    {
        var resized = new EventCounts(new EventGeometry(width, height));
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = Range(y, height, Height);
            for (var x = 0; x < width; x++)
            {
                var (left, right) = Range(x, width, Width);
                for (var row = top; row < bottom; row++)
                {
                    for (var column = left; column < right; column++)
                    {
                        resized._on[(y * width) + x] += On(column, row);
                        resized._off[(y * width) + x] += Off(column, row);
                    }
                }
            }
        }

        return resized;
    }

    private static (int Begin, int End) Range(int target, int targets, int sources)
    {
        var begin = (int)((long)target * sources / targets);
        return (begin, Math.Max(begin + 1, (int)((long)(target + 1) * sources / targets)));
    }

    private void Grow(int pixelX, int pixelY)
    {
        var (width, height) = (Math.Max(Width, (pixelX >> _shift) + 1), Math.Max(Height, (pixelY >> _shift) + 1));
        while (Math.Max(width, height) > LargestSide)
        {
            Halve();
            (width, height) = (Math.Max(Width, (pixelX >> _shift) + 1), Math.Max(Height, (pixelY >> _shift) + 1));
        }

        var (columns, rows) = (Doubled(_columns, width), Doubled(_rows, height));
        if (columns != _columns || rows != _rows)
        {
            (_on, _off) = (Spread(_on, columns, rows), Spread(_off, columns, rows));
            (_columns, _rows) = (columns, rows);
        }

        (Width, Height) = (width, height);
    }

    private static int Doubled(int side, int needed)
    {
        while (side < needed)
            side *= 2;
        return side;
    }

    private int[] Spread(int[] counts, int columns, int rows)
    {
        var spread = new int[columns * rows];
        for (var y = 0; y < Height; y++)
            counts.AsSpan(y * _columns, Width).CopyTo(spread.AsSpan(y * columns));
        return spread;
    }

    // Cells of twice the side; those of the lower right come to lie where others were read already.
    private void Halve()
    {
        foreach (var counts in (int[][])[_on, _off])
        {
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    var count = counts[(y * _columns) + x];
                    counts[(y * _columns) + x] = 0;
                    counts[(y / 2 * _columns) + (x / 2)] += count;
                }
            }
        }

        _shift++;
        (Width, Height) = ((Width + 1) / 2, (Height + 1) / 2);
    }
}
