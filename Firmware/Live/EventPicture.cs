namespace EdgeSnn.Firmware.Live;

/// <summary>
/// What an event camera sees, as rows of characters: two per cell of the network's grid, since characters are half as wide as
/// high. What grew brighter is full, what grew darker half; a cell where a single tick had an event, as noise has, is a dot.
/// </summary>
public sealed class EventPicture
{
    private const char Brighter = '█';
    private const char Darker = '▒';
    private const char Lone = '·';
    private const char Rest = ' ';

    private readonly int _width;
    private readonly int _polarities;
    private readonly int _keptTicks;
    private readonly long[] _last;
    private readonly long[] _before;
    private readonly bool[] _isDarker;
    private long _now;

    /// <summary>A picture of nothing.</summary>
    /// <param name="width">Cells in a row.</param>
    /// <param name="height">Cells in a column.</param>
    /// <param name="polarities">Channels of a cell, 1 or 2: OFF comes before ON.</param>
    /// <param name="keptTicks">Ticks for which an event is shown.</param>
    public EventPicture(int width, int height, int polarities, int keptTicks)
    {
        _width = width;
        _polarities = polarities;
        _keptTicks = keptTicks;
        Height = height;
        _last = new long[width * height];
        _before = new long[width * height];
        _isDarker = new bool[width * height];
        Array.Fill(_last, long.MinValue / 2);
        Array.Fill(_before, long.MinValue / 2);
    }

    /// <summary>Rows of characters.</summary>
    public int Height { get; }

    /// <summary>Takes a spike of the encoder.</summary>
    public void Add(long tick, int channel)
    {
        var (cell, polarity) = Math.DivRem(channel, _polarities);
        if (tick != _last[cell])
            (_before[cell], _last[cell]) = (_last[cell], tick);
        _isDarker[cell] = _polarities == 2 && polarity == 0;
        Advance(tick);
    }

    /// <summary>Lets time go on.</summary>
    public void Advance(long tick) => _now = Math.Max(_now, tick);

    /// <summary>One row of characters.</summary>
    /// <param name="row">0 (top) .. <see cref="Height"/> - 1.</param>
    public string Line(int row) => string.Create(2 * _width, row, (characters, y) =>
    {
        for (var x = 0; x < _width; x++)
            characters[2 * x] = characters[(2 * x) + 1] = Shown((y * _width) + x);
    });

    private char Shown(int cell)
    {
        if (_now - _last[cell] > _keptTicks)
            return Rest;
        if (_now - _before[cell] > _keptTicks)
            return Lone;
        return _isDarker[cell] ? Darker : Brighter;
    }
}
