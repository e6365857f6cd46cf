namespace EdgeSnn.Firmware.Pictures;

/// <summary>
/// Colors of cells: brighter is more events, on a logarithmic scale; orange is ON, blue is OFF, and grey is as much of both,
/// which color-blind readers tell apart. Index = balance · 32 + brightness; brightness 0 is the dark of no event.
/// </summary>
internal static class EventColors
{
    /// <summary>The color of no event.</summary>
    public const byte Background = 0;

    /// <summary>The color of a curve.</summary>
    public const byte Curve = (4 * Brightnesses) + 22;

    /// <summary>The color of a mark on a curve.</summary>
    public const byte Mark = (8 * Brightnesses) - 1;

    private const int Brightnesses = 32;
    private const int Balances = 8;
    private const int BinsPerOctave = 8;
    private const double FullShare = 0.99;
    private static readonly (int Red, int Green, int Blue) Dark = (16, 16, 24);
    private static readonly (int Red, int Green, int Blue) Off = (70, 170, 255);
    private static readonly (int Red, int Green, int Blue) Both = (235, 235, 235);
    private static readonly (int Red, int Green, int Blue) On = (255, 165, 30);

    /// <summary>Red, green and blue of each index.</summary>
    public static IReadOnlyList<(byte Red, byte Green, byte Blue)> Palette { get; } = [.. Enumerable.Range(0, Balances * Brightnesses).Select(Color)];

    /// <summary>Events of a cell from which on it is as bright as can be: 99 of 100 cells with events have fewer.</summary>
    public static double FullCount(EventCounts counts)
    {
        Span<int> histogram = stackalloc int[32 * BinsPerOctave];
        var cells = 0;
        for (var y = 0; y < counts.Height; y++)
        {
            for (var x = 0; x < counts.Width; x++)
            {
                var count = (long)counts.On(x, y) + counts.Off(x, y);
                if (count == 0)
                    continue;
                histogram[Math.Min((int)(Math.Log2(count) * BinsPerOctave), histogram.Length - 1)]++;
                cells++;
            }
        }

        var seen = 0;
        for (var bin = 0; bin < histogram.Length; bin++)
        {
            seen += histogram[bin];
            if (seen > 0 && seen >= cells * FullShare)
                return Math.Pow(2, bin / (double)BinsPerOctave);
        }

        return 1;
    }

    /// <summary>The color of a cell.</summary>
    /// <param name="on">Its ON events.</param>
    /// <param name="off">Its OFF events.</param>
    /// <param name="fullCount">Events that are as bright as can be.</param>
    public static byte Index(int on, int off, double fullCount)
    {
        var count = (double)on + off;
        if (count == 0)
            return Background;
        // One event is still seen: a third of full brightness and more.
        const int Dimmest = Brightnesses / 3;
        var share = fullCount <= 1 ? 1 : Math.Min(1, Math.Log(count) / Math.Log(fullCount));
        var brightness = Dimmest + (int)Math.Round(share * (Brightnesses - 1 - Dimmest));
        var balance = (int)Math.Round(on / count * (Balances - 1));
        return (byte)((balance * Brightnesses) + brightness);
    }

    private static (byte Red, byte Green, byte Blue) Color(int index)
    {
        var (balance, brightness) = Math.DivRem(index, Brightnesses);
        var share = balance / (double)(Balances - 1);
        var hue = share < 0.5 ? Between(Off, Both, 2 * share) : Between(Both, On, (2 * share) - 1);
        var (red, green, blue) = Between(Dark, hue, brightness / (double)(Brightnesses - 1));
        return ((byte)red, (byte)green, (byte)blue);
    }

    private static (int Red, int Green, int Blue) Between((int Red, int Green, int Blue) from, (int Red, int Green, int Blue) to, double share) =>
        (Mixed(from.Red, to.Red, share), Mixed(from.Green, to.Green, share), Mixed(from.Blue, to.Blue, share));

    private static int Mixed(int from, int to, double share) => (int)Math.Round(from + ((to - from) * share));
}
