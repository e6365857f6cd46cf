namespace EdgeSnn.Firmware.Outputs.Indicators;

/// <summary>
/// Words as dots of a graphic display of 128 by 64: three lines of ten letters, in bytes of eight rows each, as an SSD1306 takes
/// them (page by page, lowest bit on top).
/// </summary>
public static class PixelText
{
    /// <summary>Columns of the display [pixels].</summary>
    public const int Width = 128;

    /// <summary>Rows of the display [pixels].</summary>
    public const int Height = 64;

    private const int Scale = 3;
    private const int LetterColumns = 3;
    private const int LetterRows = 5;
    private const int LinePitch = 21;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%-_.";

    // Five rows of three dots per letter, one octal digit each, the leftmost dot worth 4.
    private const string Dots =
        "2575565656344436555674647746443455355755722271115255655444475775565555755576564425573656553421672222"
        + "5555755552557755525555222712472555226227612476121655711746163475771222757577571651245007000000700002";

    /// <summary>Draws lines of words over what was there.</summary>
    /// <param name="pages">Receives the dots; <see cref="Width"/> * <see cref="Height"/> / 8 bytes.</param>
    /// <param name="lines">Words; what has no letter here or does not fit is left out.</param>
    public static void Draw(Span<byte> pages, params ReadOnlySpan<string> lines)
    {
        pages[..(Width * Height / 8)].Clear();
        for (var line = 0; line < lines.Length && (line * LinePitch) + (LetterRows * Scale) <= Height; line++)
        {
            var left = 0;
            foreach (var letter in lines[line])
            {
                if (left + (LetterColumns * Scale) > Width)
                    break;
                Draw(pages, Letters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal), left, line * LinePitch);
                left += (LetterColumns + 1) * Scale;
            }
        }
    }

    private static void Draw(Span<byte> pages, int letter, int left, int top)
    {
        for (var dot = 0; letter >= 0 && dot < LetterRows * LetterColumns * Scale * Scale; dot++)
        {
            var (y, x) = Math.DivRem(dot, LetterColumns * Scale);
            var row = Dots[(letter * LetterRows) + (y / Scale)] - '0';
            if ((row >> (LetterColumns - 1 - (x / Scale)) & 1) != 0)
                pages[((top + y) / 8 * Width) + left + x] |= (byte)(1 << ((top + y) & 7));
        }
    }
}
