using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeSnn.Firmware.Pictures;

/// <summary>Counts of events in characters, each of them two cells high; in color where the terminal has it.</summary>
internal sealed class TerminalPicture : Renderable
{
    private const string Shades = " .:+*#@";
    private const char Half = '▀';

    private readonly EventCounts _counts;
    private readonly double _fullCount;

    private TerminalPicture(EventCounts counts) => (_counts, _fullCount) = (counts, EventColors.FullCount(counts));

    /// <summary>A picture that fits.</summary>
    /// <param name="counts">The events.</param>
    /// <param name="columns">Characters in a row, at most.</param>
    /// <param name="rows">Rows of characters, at most.</param>
    public static TerminalPicture Fit(EventCounts counts, int columns, int rows)
    {
        var (width, height) = (Math.Max(1, counts.Width), Math.Max(1, counts.Height));
        var scale = Math.Min(columns / (double)width, 2.0 * rows / height);
        // Whole numbers for small sensors: cells of one size.
        scale = scale > 1 ? Math.Floor(scale) : scale;
        var (fitWidth, fitHeight) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        return new TerminalPicture(counts.Width == 0 ? new EventCounts(new(fitWidth, fitHeight)) : counts.Resized(fitWidth, fitHeight));
    }

    /// <summary>Rows of plain characters: denser is more events of either polarity.</summary>
    public string[] Lines() =>
    [
        .. Enumerable.Range(0, (_counts.Height + 1) / 2).Select(row => string.Create(_counts.Width, row, (text, y) =>
        {
            for (var x = 0; x < text.Length; x++)
                text[x] = Shade(x, 2 * y);
        })),
    ];

    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(_counts.Width, _counts.Width);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (options.ColorSystem is ColorSystem.NoColors or ColorSystem.Legacy)
            return Lines().SelectMany(line => (Segment[])[new Segment(line), Segment.LineBreak]);
        var segments = new List<Segment>();
        for (var y = 0; y < _counts.Height; y += 2)
        {
            for (int x = 0, next; x < _counts.Width; x = next)
            {
                var (upper, lower) = (ColorOf(x, y), ColorOf(x, y + 1));
                for (next = x + 1; next < _counts.Width && ColorOf(next, y) == upper && ColorOf(next, y + 1) == lower;)
                    next++;
                segments.Add(new Segment(new string(Half, next - x), new Style(upper, lower)));
            }

            segments.Add(Segment.LineBreak);
        }

        return segments;
    }

    private Color ColorOf(int x, int y)
    {
        var index = y < _counts.Height ? EventColors.Index(_counts.On(x, y), _counts.Off(x, y), _fullCount) : EventColors.Background;
        var (red, green, blue) = EventColors.Palette[index];
        return new Color(red, green, blue);
    }

    private char Shade(int x, int y)
    {
        var count = 0.0;
        for (var row = y; row < Math.Min(y + 2, _counts.Height); row++)
            count += _counts.On(x, row) + _counts.Off(x, row);
        if (count == 0)
            return Shades[0];
        var share = Math.Min(1, Math.Log(count) / Math.Log(Math.Max(2, _fullCount)));
        return Shades[1 + (int)(share * (Shades.Length - 2))];
    }
}
