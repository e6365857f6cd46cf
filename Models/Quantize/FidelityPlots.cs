using System.Globalization;
using System.Xml.Linq;

namespace EdgeSnn.Models.Quantize;

/// <summary>The small pictures of <see cref="FidelityPage"/>, as SVG within the page.</summary>
internal static class FidelityPlots
{
    private const int FormatBits = 32;
    private const int BarWidth = 160;
    private const int BarHeight = 14;
    private const int ScatterSide = 150;

    /// <summary>Counts as columns, with the ends of the axis.</summary>
    public static XElement Histogram(IReadOnlyList<int> counts, string end)
    {
        const int height = 34;
        var most = Math.Max(1, counts.Max());
        var width = (double)BarWidth / counts.Count;
        var picture = Picture(BarWidth, height + 12, $"histogram of weights up to {end}");
        // The square root shows the few large weights beside the many small ones.
        for (var bin = 0; bin < counts.Count; bin++)
        {
            var tall = counts[bin] == 0 ? 0 : Math.Max(1, height * Math.Sqrt((double)counts[bin] / most));
            if (tall > 0)
                picture.Add(Rectangle(bin * width, height - tall, width - 0.5, tall, "var(--ink)"));
        }
        picture.Add(Label(0, height + 10, $"-{end}", "start"), Label(BarWidth, height + 10, end, "end"));
        return picture;
    }

    /// <summary>Bits of the format: those that the worst case needs, and those that were seen, marked at 16.</summary>
    public static XElement RangeBar(PotentialRange range, PopulationFidelity? seen)
    {
        var picture = Picture(BarWidth, BarHeight, $"{range.StateBits} of {FormatBits} bits in the worst case");
        picture.Add(Rectangle(0, 0, BarWidth, BarHeight, "var(--soft)"));
        picture.Add(Rectangle(0, 2, Scale(range.StateBits), BarHeight - 4, range.IsUnbounded || range.StateBits > FormatBits ? "var(--bad)" : "var(--line)"));
        if (seen is not null)
            picture.Add(Rectangle(0, 4, Scale(seen.StateBits), BarHeight - 8, seen.SaturatedPotentials > 0 ? "var(--bad)" : "var(--ink)"));
        picture.Add(Rectangle(Scale(16), 0, 1, BarHeight, "currentColor"));
        return picture;

        static double Scale(int bits) => (double)BarWidth * Math.Min(bits, FormatBits) / FormatBits;
    }

    /// <summary>A share of 1.</summary>
    public static XElement ShareBar(double share)
    {
        var picture = Picture(BarWidth, BarHeight, string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %"));
        picture.Add(Rectangle(0, 0, BarWidth, BarHeight, "var(--bad)"), Rectangle(0, 0, BarWidth * share, BarHeight, "var(--ink)"));
        return picture;
    }

    /// <summary>Spikes per neuron on both sides; equal counts lie on the diagonal.</summary>
    public static XElement Scatter(IReadOnlyList<NeuronRate> rates)
    {
        var most = Math.Max(1, rates.Max(rate => Math.Max(rate.Reference, rate.FixedPoint)));
        var picture = Picture(ScatterSide, ScatterSide, $"spikes of {rates.Count} neurons, up to {most}");
        picture.Add(Rectangle(0, 0, ScatterSide, ScatterSide, "var(--soft)"));
        picture.Add(new XElement(
            "line", Attribute("x1", 0), Attribute("y1", ScatterSide), Attribute("x2", ScatterSide), Attribute("y2", 0), new XAttribute("stroke", "var(--line)")));
        foreach (var rate in rates)
        {
            picture.Add(new XElement(
                "circle", Attribute("cx", (double)ScatterSide * rate.Reference / most), Attribute("cy", ScatterSide - ((double)ScatterSide * rate.FixedPoint / most)),
                Attribute("r", 2), new XAttribute("fill", rate.Reference == rate.FixedPoint ? "var(--ink)" : "var(--bad)")));
        }
        picture.Add(Label(ScatterSide - 2, ScatterSide - 4, most.ToString(CultureInfo.InvariantCulture), "end"));
        return picture;
    }

    private static XElement Picture(int width, int height, string title) => new(
        "svg", Attribute("width", width), Attribute("height", height), new XAttribute("viewBox", $"0 0 {width} {height}"),
        new XAttribute("role", "img"), new XElement("title", title));

    private static XElement Rectangle(double x, double y, double width, double height, string fill) => new(
        "rect", Attribute("x", x), Attribute("y", y), Attribute("width", width), Attribute("height", height), new XAttribute("fill", fill));

    private static XElement Label(double x, double y, string text, string anchor) => new(
        "text", Attribute("x", x), Attribute("y", y), new XAttribute("text-anchor", anchor), text);

    private static XAttribute Attribute(string name, double value) => new(name, Math.Round(value, 2).ToString(CultureInfo.InvariantCulture));
}
