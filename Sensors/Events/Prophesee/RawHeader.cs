using System.Globalization;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// The text before the words of a Prophesee RAW or DAT recording: lines that begin with <c>% </c>, up to <c>% end</c> or to the
/// first line that begins otherwise. Fed with chunks of any size; a stream without header is taken as one of no lines.
/// </summary>
internal sealed class RawHeader
{
    private const int LongestLine = 1 << 12;
    private const int LongestHeader = 1 << 20;
    private const int LargestSide = 1 << 16;

    private readonly byte[] _line = new byte[LongestLine];
    private int _lineLength;
    private long _offset;
    private long _lineOffset;
    private int _systemId;
    private EventGeometry _geometry;

    /// <summary>True once the first byte behind the header is reached.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True when the first byte behind the header is a percent sign that was consumed with it.</summary>
    public bool TookPercent { get; private set; }

    /// <summary>Name of the encoding in capitals, as in <c>EVT3</c>; empty where the header does not tell.</summary>
    public string Encoding { get; private set; } = "";

    /// <summary>Order of 64-bit words, as in <c>legacy</c>; empty where the header does not tell.</summary>
    public string Endianness { get; private set; } = "";

    /// <summary>Version of a DAT recording; 0 where the header does not tell.</summary>
    public int Version { get; private set; }

    /// <summary>Size of the sensor: stated, else that of the camera; 0 by 0 where the header does not tell.</summary>
    public EventGeometry Geometry => _geometry.Width > 0 && _geometry.Height > 0 ? _geometry : CameraSystem.Geometry(_systemId);

    /// <summary>True when a line is not yet ended.</summary>
    public bool IsWithinLine => _lineLength > 1;

    /// <summary>Takes bytes up to the end of the header.</summary>
    /// <returns>Bytes consumed.</returns>
    /// <exception cref="EventFormatException">A line or the header is too long, or a size is no number.</exception>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        var used = 0;
        while (!IsComplete && used < bytes.Length && Take(bytes[used]))
            used++;
        _offset += used;
        return used;
    }

    /// <summary>States that no byte follows; a lone percent sign was no header.</summary>
    /// <exception cref="EventFormatException">The stream ended within a line.</exception>
    public void Finish()
    {
        if (IsWithinLine)
            throw new EventFormatException("header", "the end of the stream within a line", "a line feed", _offset);
        TookPercent |= !IsComplete && _lineLength == 1;
        Complete();
    }

    // False where the byte belongs to what follows the header.
    private bool Take(byte value)
    {
        if (_lineLength < 2 && value != (_lineLength == 0 ? '%' : ' '))
        {
            TookPercent = _lineLength == 1;
            Complete();
            return false;
        }

        if (value == '\n')
        {
            ReadLine(Text());
            _lineOffset += _lineLength + 1;
            _lineLength = 0;
            return true;
        }

        if (_lineLength == LongestLine)
            throw new EventFormatException("header", $"a line of more than {LongestLine} bytes", "a shorter line", _lineOffset);
        if (_lineOffset > LongestHeader)
            throw new EventFormatException("header", $"more than {LongestHeader} bytes", "a shorter header", _lineOffset);
        _line[_lineLength++] = value;
        return true;
    }

    private string Text() => System.Text.Encoding.Latin1.GetString(_line, 2, _lineLength - 2).Trim();

    private void ReadLine(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var key = space < 0 ? line : line[..space];
        var value = space < 0 ? "" : line[space..].Trim();
        switch (key.ToUpperInvariant())
        {
            case "END":
                Complete();
                break;
            case "FORMAT":
                ReadFormat(value);
                break;
            case "EVT" when Encoding.Length == 0:
                Encoding = "EVT" + value.Replace(".0", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
                break;
            case "GEOMETRY":
                ReadGeometry(value);
                break;
            case "WIDTH":
                _geometry = _geometry with { Width = Side("Width", value) };
                break;
            case "HEIGHT":
                _geometry = _geometry with { Height = Side("Height", value) };
                break;
            case "ENDIANNESS":
                Endianness = value.ToLowerInvariant();
                break;
            case "SYSTEM_ID":
                _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _systemId);
                break;
            case "VERSION":
                Version = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
                break;
        }
    }

    private void ReadFormat(string value)
    {
        var parts = value.Split(';', StringSplitOptions.TrimEntries);
        Encoding = parts[0].ToUpperInvariant();
        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("width=", StringComparison.OrdinalIgnoreCase))
                _geometry = _geometry with { Width = Side("width", part["width=".Length..]) };
            else if (part.StartsWith("height=", StringComparison.OrdinalIgnoreCase))
                _geometry = _geometry with { Height = Side("height", part["height=".Length..]) };
            else if (part.StartsWith("endianness=", StringComparison.OrdinalIgnoreCase))
                Endianness = part["endianness=".Length..].ToLowerInvariant();
        }
    }

    private void ReadGeometry(string value)
    {
        var sides = value.Split('x', 'X');
        if (sides.Length != 2)
            throw new EventFormatException("geometry", $"\"{value}\"", "WIDTHxHEIGHT", _lineOffset);
        _geometry = new EventGeometry(Side("geometry", sides[0]), Side("geometry", sides[1]));
    }

    private int Side(string field, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is > 0 and <= LargestSide
            ? side
            : throw new EventFormatException(field, $"\"{value}\"", $"pixels, 1 .. {LargestSide}", _lineOffset);

    private void Complete()
    {
        IsComplete = true;
        // Cameras whose system is older than 0x37 swap the halves of EVT2.1's words without telling.
        if (Encoding.Length == 0)
            Encoding = CameraSystem.Encoding(_systemId);
        if (Endianness.Length == 0 && _systemId is > 0 and < CameraSystem.FirstLittleEndian)
            Endianness = "legacy";
    }
}
