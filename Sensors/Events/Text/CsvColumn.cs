namespace EdgeSnn.Sensors.Events.Text;

/// <summary>What the values of one column have in common.</summary>
internal struct CsvColumn
{
    private const int PixelLimit = 65536;
    private const int FractionDigits = 6;
    private const int CountsPerFall = 8;

    private long _previous;
    private bool _isNumber;
    private bool _isSigned;
    private bool _isSmall;
    private int _count;
    private int _falls;

    /// <summary>Nothing but 0, 1, -1 and words for them.</summary>
    public bool IsPolarity { get; private set; }

    /// <summary>Some value has digits other than 0 behind a point, or an exponent.</summary>
    public bool HasFraction { get; private set; }

    /// <summary>The largest value, without its fraction.</summary>
    public long Largest { get; private set; }

    /// <summary>Whole numbers of a sensor's size.</summary>
    public readonly bool IsPixel => _isNumber && !_isSigned && !HasFraction && _isSmall;

    /// <summary>Numbers that hardly ever fall: cameras step back now and then.</summary>
    public readonly bool IsTime => _isNumber && _falls * CountsPerFall <= _count;

    /// <summary>Takes one value in.</summary>
    public void Add(ReadOnlySpan<byte> field, bool isFirst)
    {
        if (isFirst)
        {
            this = default;
            (_isNumber, _isSmall, IsPolarity) = (true, true, true);
        }

        var isWord = field.Length > 0 && field[0] is not ((byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'));
        if (!CsvNumber.TryReadPolarity(field, out _))
        {
            (_isNumber, IsPolarity) = (false, false);
            return;
        }

        if (isWord)
        {
            _isNumber = false;
            return;
        }

        CsvNumber.TryRead(field, 0, out var whole);
        var order = CsvNumber.TryRead(field, FractionDigits, out var fine) ? fine : whole;
        HasFraction |= IsFractional(field);
        IsPolarity &= whole is >= -1 and <= 1 && !IsFractional(field);
        _isSigned |= whole < 0;
        _isSmall &= whole < PixelLimit;
        _count++;
        _falls += !isFirst && order < _previous ? 1 : 0;
        _previous = order;
        Largest = Math.Max(Largest, whole);
    }

    private static bool IsFractional(ReadOnlySpan<byte> field)
    {
        if (field.IndexOfAny("eE"u8) >= 0)
            return !CsvNumber.TryRead(field, 0, out var whole) || !CsvNumber.TryRead(field, 3, out var fine) || fine != whole * 1000;
        var point = field.IndexOf((byte)'.');
        return point >= 0 && field[(point + 1)..].IndexOfAnyExcept((byte)'0') >= 0;
    }
}
