namespace EdgeSnn.Firmware.Pictures;

/// <summary>
/// Paints counts of events, with a strip of their rate below: of the whole recording, or of the frames so far. Small sensors
/// are enlarged by a whole number. Owned by one thread.
/// </summary>
internal sealed class EventPainter
{
    private const int SmallestWidth = 240;
    private const int SmallestStrip = 32;
    private const int Gap = 2;
    private const double Fading = 0.9;

    private readonly byte[] _indices;
    private readonly int _columns;
    private readonly int _scale;
    private readonly int _pictureHeight;
    private readonly int _stripHeight;
    private double _fullCount = 1;

    /// <summary>Room for pictures of one size.</summary>
    /// <param name="columns">Cells in a row.</param>
    /// <param name="rows">Cells in a column.</param>
    public EventPainter(int columns, int rows)
    {
        _columns = columns;
        _scale = Math.Max(1, SmallestWidth / Math.Max(1, columns));
        Width = columns * _scale;
        _pictureHeight = rows * _scale;
        _stripHeight = Math.Max(SmallestStrip, _pictureHeight / 8);
        _indices = new byte[Width * Height];
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows, those of the strip included.</summary>
    public int Height => _pictureHeight + Gap + _stripHeight;

    /// <summary>Paints a picture; brightness fades slowly from one to the next, so that an animation does not flicker.</summary>
    /// <param name="counts">The events; of this painter's size, or less.</param>
    /// <param name="rates">The strip, from left to right; any unit.</param>
    /// <param name="mark">The part of the strip to mark, or -1.</param>
    /// <returns>Colors, row by row; valid until the next call.</returns>
    public ReadOnlySpan<byte> Paint(EventCounts counts, ReadOnlySpan<double> rates, int mark = -1)
    {
        Array.Fill(_indices, EventColors.Background);
        _fullCount = Math.Max(EventColors.FullCount(counts), _fullCount * Fading);
        var (width, height) = (Math.Min(_columns, counts.Width), Math.Min(_pictureHeight / _scale, counts.Height));
        for (var y = 0; y < height * _scale; y++)
        {
            for (var x = 0; x < width * _scale; x++)
                _indices[(y * Width) + x] = EventColors.Index(counts.On(x / _scale, y / _scale), counts.Off(x / _scale, y / _scale), _fullCount);
        }

        PaintStrip(rates, mark);
        return _indices;
    }

    private void PaintStrip(ReadOnlySpan<double> rates, int mark)
    {
        var peak = 0.0;
        foreach (var rate in rates)
            peak = Math.Max(peak, rate);
        for (var x = 0; x < Width; x++)
        {
            var part = (int)((long)x * rates.Length / Width);
            var high = peak == 0 ? 0 : (int)Math.Ceiling(rates[part] / peak * _stripHeight);
            var color = part == mark ? EventColors.Mark : EventColors.Curve;
            for (var y = 0; y < _stripHeight; y++)
            {
                if (y < high || part == mark)
                    _indices[((Height - 1 - y) * Width) + x] = y < high ? color : EventColors.Curve;
            }
        }
    }
}
