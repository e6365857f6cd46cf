namespace EdgeSnn.Firmware.Live;

/// <summary>
/// The spikes of a population over the last seconds as braille characters, two dots wide and four high: time runs to the
/// right, neurons downwards. Several neurons share a dot, and several ticks.
/// </summary>
public sealed class SpikeRaster
{
    private const int DotsPerRow = 4;
    private const int DotsPerColumn = 2;
    private const char Blank = '\u2800';

    // Bits of a braille character: [dot row][dot column].
    private static readonly int[][] Bits = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

    private readonly int _neurons;
    private readonly int _ticksPerDot;
    private readonly bool[][] _columns;
    private long _newest = -1;

    /// <summary>An empty raster.</summary>
    /// <param name="neurons">Size of the population.</param>
    /// <param name="rows">Height [characters].</param>
    /// <param name="columns">Width [characters].</param>
    /// <param name="ticksPerDot">Ticks that share a dot.</param>
    public SpikeRaster(int neurons, int rows, int columns, int ticksPerDot)
    {
        _neurons = neurons;
        _ticksPerDot = ticksPerDot;
        Rows = rows;
        _columns = new bool[columns * DotsPerColumn][];
        for (var column = 0; column < _columns.Length; column++)
            _columns[column] = new bool[rows * DotsPerRow];
    }

    /// <summary>Height [characters].</summary>
    public int Rows { get; }

    /// <summary>Moves the right edge to a tick.</summary>
    public void Advance(long tick)
    {
        var column = tick / _ticksPerDot;
        for (_newest = Math.Max(_newest, column - _columns.Length); _newest < column; _newest++)
            Array.Clear(_columns[(_newest + 1) % _columns.Length]);
    }

    /// <summary>Marks a spike; one that has left the raster is forgotten.</summary>
    public void Add(long tick, int neuron)
    {
        Advance(tick);
        var column = tick / _ticksPerDot;
        if (column > _newest - _columns.Length)
            _columns[column % _columns.Length][(long)neuron * Rows * DotsPerRow / _neurons] = true;
    }

    /// <summary>One row of characters, oldest first.</summary>
    /// <param name="row">0 (top) .. <see cref="Rows"/> - 1.</param>
    public string Line(int row) => string.Create(_columns.Length / DotsPerColumn, row, (characters, top) =>
    {
        var oldest = _newest + 1;
        for (var index = 0; index < characters.Length; index++)
        {
            var bits = 0;
            for (var dot = 0; dot < DotsPerColumn; dot++)
            {
                var column = _columns[(oldest + (index * DotsPerColumn) + dot) % _columns.Length];
                for (var height = 0; height < DotsPerRow; height++)
                    bits |= column[(top * DotsPerRow) + height] ? Bits[height][dot] : 0;
            }

            characters[index] = (char)(Blank + bits);
        }
    });
}
