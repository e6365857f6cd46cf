using System.Globalization;
using System.Text;

namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// The lines before an AEDAT 1, 2 or 3 recording's data. Lines begin with <c>#</c>; version 3 always closes them with
/// <c>#!END-HEADER</c>, the older ones only sometimes say <c>#End Of ASCII Header</c>. Data may begin with a <c>#</c> too, so in
/// versions 1 and 2 a line with control characters is taken for data.
/// </summary>
/// <param name="version">Major version, 1 .. 3.</param>
internal sealed class AedatHeader(int version)
{
    /// <summary>Start of the first line of every version.</summary>
    public const string Magic = "#!AER-DAT";

    /// <summary>The line that ends a header of version 3.</summary>
    public const string End3 = "#!END-HEADER";

    /// <summary>Key of the line that tells how a recording of version 3 stores its packets.</summary>
    public const string FormatKey = "#Format:";

    /// <summary>The line that ends a header of version 2, where there is one.</summary>
    public const string End2 = "#End Of ASCII Header";

    /// <summary>Key of the line with which this project's own writers state the size of the sensor.</summary>
    public const string GeometryKey = "Geometry:";

    private const int LongestLine = 8192;

    private static readonly (string Name, AedatChip Chip, int Width, int Height)[] Chips =
    [
        ("DVS128", AedatChip.Dvs128, 128, 128),
        ("Tmpdiff128", AedatChip.Dvs128, 128, 128),
        ("DAVIS128", AedatChip.Davis, 128, 128),
        ("DAVIS208", AedatChip.Davis, 208, 192),
        ("DAVIS240", AedatChip.Davis, 240, 180),
        ("DAVIS346", AedatChip.Davis, 346, 260),
        ("DAVIS640", AedatChip.Davis, 640, 480),
        ("DAVIS", AedatChip.Davis, 346, 260),
    ];

    private int _scanned;
    private bool _stated;

    /// <summary>Digit behind the point of the version.</summary>
    public int MinorVersion { get; private set; }

    /// <summary>The chip that a line names, or <see cref="AedatChip.Detect"/>.</summary>
    public AedatChip Chip { get; private set; }

    /// <summary>Size of the sensor by a line of its own or the chip's name; 0 by 0 where neither is there.</summary>
    public EventGeometry Geometry { get; private set; }

    /// <summary>Length of the header, or -1 while more bytes are needed.</summary>
    /// <exception cref="EventFormatException">Another version, or no end.</exception>
    public int Measure(ReadOnlySpan<byte> soFar, bool ended)
    {
        while (true)
        {
            var rest = soFar[_scanned..];
            if (rest.IsEmpty && !ended)
                return -1;
            var length = MeasureLine(rest);
            if (length == 0)
                return version < 3 ? _scanned : throw MissingEnd(rest.IsEmpty);
            if (length < 0)
                return !ended ? -1 : throw MissingEnd(true);
            var line = Encoding.UTF8.GetString(rest[..length]).TrimEnd();
            Read(line);
            _scanned += length;
            if (line == (version < 3 ? End2 : End3))
                return _scanned;
        }
    }

    // 0: no header line begins here; -1: not decided yet.
    private static int MeasureLine(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != '#')
            return 0;
        for (var i = 1; i < Math.Min(rest.Length, LongestLine); i++)
        {
            if (rest[i] == '\n')
                return i + 1;
            if (rest[i] < ' ' && rest[i] is not ((byte)'\t' or (byte)'\r'))
                return 0;
        }

        return rest.Length < LongestLine ? -1 : 0;
    }

    private void Read(string line)
    {
        if (_scanned == 0 && (line.StartsWith(Magic, StringComparison.Ordinal) || version == 3))
            ReadVersion(line);
        if (line.StartsWith(FormatKey, StringComparison.Ordinal) && line.Contains("Serial", StringComparison.OrdinalIgnoreCase))
            throw new EventFormatException("format", $"\"{line[FormatKey.Length..].Trim()}\"", "RAW", _scanned);
        if (line.IndexOf(GeometryKey, StringComparison.Ordinal) is > 0 and var key)
        {
            var sides = line[(key + GeometryKey.Length)..].Split('x');
            if (sides.Length == 2 && int.TryParse(sides[0], CultureInfo.InvariantCulture, out var width)
                && int.TryParse(sides[1], CultureInfo.InvariantCulture, out var height)
                && width is > 0 and <= 65536 && height is > 0 and <= 65536)
            {
                Geometry = new EventGeometry(width, height);
                _stated = true;
            }
        }

        // jAER dumps preferences of other chips into its headers: the lines that name this one go before the others.
        var names = line.Contains("AEChip", StringComparison.OrdinalIgnoreCase)
            || line.Contains("HardwareInterface", StringComparison.OrdinalIgnoreCase);
        if (!names && Chip != AedatChip.Detect)
            return;
        foreach (var (name, chip, width, height) in Chips)
        {
            if (!line.Contains(name, StringComparison.OrdinalIgnoreCase))
                continue;
            Chip = chip;
            Geometry = _stated ? Geometry : new EventGeometry(width, height);
            return;
        }
    }

    private void ReadVersion(string line)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"{Magic}{version}.");
        if (!line.StartsWith(expected, StringComparison.Ordinal))
            throw new EventFormatException("version", $"\"{line[..Math.Min(line.Length, 16)]}\"", $"\"{expected}\"", 0);
        MinorVersion = line.Length > expected.Length ? line[expected.Length] - '0' : 0;
    }

    private EventFormatException MissingEnd(bool atEnd)
        => new("header", atEnd ? "the end of the stream" : "other bytes", "more lines that begin with \"#\"", _scanned);
}
