using System.Globalization;
using System.Xml.Linq;
using static EdgeSnn.Models.Quantize.FidelityPlots;

namespace EdgeSnn.Models.Quantize;

/// <summary>A quantization report as one HTML page: no script, nothing from the net, well-formed XML behind its doctype.</summary>
internal static class FidelityPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8885; --ink: #1f6feb; --bad: #d1242f; --soft: #8883; }
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
        .lead { font-size: 1.1rem; } .note { font-size: .85rem; margin: .2rem 0 .6rem; opacity: .75; } .warning { border-left: 4px solid var(--bad); padding: .2rem .8rem; margin: .4rem 0; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { font-weight: 600; } th:first-child, td:first-child { text-align: left; white-space: normal; }
        svg { vertical-align: middle; } svg text { font-size: 10px; fill: currentColor; }
        .plots { display: flex; flex-wrap: wrap; gap: 1.2rem; } figure { margin: 0; } figcaption { font-size: .85rem; }
        .scroll { overflow-x: auto; }
        """;

    /// <summary>The page.</summary>
    public static string Of(QuantizationReport report)
    {
        var head = new XElement(
            "head", new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width")),
            new XElement("title", $"{report.Network}: fidelity"), new XElement("style", Style));
        var body = new XElement("body", new XElement("h1", report.Network));
        if (report.Origin.Length > 0)
            body.Add(Paragraph("note", report.Origin));
        body.Add(Verdict(report));
        body.Add(report.Warnings.Select(warning => Paragraph("warning", warning)));
        body.Add(
            new XElement("h2", "Weights"),
            Paragraph("note", "Error: what rounding took off or added. Below 20 dB of signal over error expect other spikes."),
            Weights(report));
        body.Add(
            new XElement("h2", "Potentials"),
            Paragraph("note", "Bars: bits of the worst case that weights and leaks allow in grey, of the largest seen in color; the mark stands at 16 bits."),
            Potentials(report));
        if (report.Fidelity is { } fidelity)
        {
            body.Add(
                new XElement("h2", "Spikes"),
                Paragraph("note", "Coincident: the same neuron in the same tick. One early difference moves many later spikes; cosine of spike counts and decisions say whether it matters."),
                Spikes(fidelity));
            body.Add(new XElement("h2", "Spikes per neuron, double precision across, fixed point up"), Rates(fidelity));
        }
        var page = new XElement("html", new XAttribute("lang", "en"), head, body);
        return $"<!DOCTYPE html>\n{page}\n";
    }

    private static XElement Verdict(QuantizationReport report)
    {
        if (report.Fidelity is not { } fidelity)
            return Paragraph("lead", "Weights only: no recordings were given to compare spikes and decisions on.");
        var share = fidelity.Recordings == 0 ? 0 : 100.0 * fidelity.AgreeingDecisions / fidelity.Recordings;
        var text = Text($"{fidelity.AgreeingDecisions} of {fidelity.Recordings} recordings ({share:0.0} %) end in the same decision in fixed point as in double precision, over {fidelity.Ticks} ticks; {fidelity.Saturations} values saturated.");
        if (fidelity.Classified > 0)
            text += Text($" Of {fidelity.Classified} whose class is known, {fidelity.ReferenceCorrect} are right in double precision and {fidelity.FixedPointCorrect} in fixed point.");
        return Paragraph("lead", text);
    }

    private static XElement Weights(QuantizationReport report) => Table(
        ["projection", "delay", "bits", "storage", "not 0", "clipped", "error rms", "largest", "signal over error", "weights"],
        report.Weights.Select(error => (object[])
        [
            $"{error.Pre} \u2192 {error.Post}", Text($"{error.DelayTicks}"), Text($"{error.WeightBits}"), error.Storage.ToString().ToLowerInvariant(),
            Text($"{error.NonZeroAfter}"), Text($"{error.Clipped}"), Text($"{error.RootMeanSquare:G3}"), Text($"{error.Largest:G3}"),
            Text($"{error.SignalToNoise:0.0} dB"), Histogram(error.Histogram, Text($"{error.LargestWeight:G3}")),
        ]));

    private static XElement Potentials(QuantizationReport report)
    {
        var seen = report.Fidelity?.Populations.ToDictionary(population => population.Name);
        return Table(
            ["population", "fraction bits", "format ends at", "worst case", "bits", "largest seen", "bits", "at an end", "of 32 bits"],
            report.Potentials.Select(range =>
            {
                var fidelity = seen?.GetValueOrDefault(range.Name);
                return (object[])
                [
                    range.Name, Text($"{range.FractionBits}"), Text($"{range.Limit:G3}"),
                    range.IsUnbounded ? "none" : Text($"{range.Bound:G3}"), Text($"{range.StateBits}"),
                    fidelity is null ? "" : Text($"{fidelity.Peak:G3}"), fidelity is null ? "" : Text($"{fidelity.StateBits}{(fidelity.StateBits <= 16 ? " (16 would do)" : "")}"),
                    fidelity is null ? "" : Text($"{fidelity.SaturatedPotentials}"), RangeBar(range, fidelity),
                ];
            }));
    }

    private static XElement Spikes(FidelityReport fidelity) => Table(
        ["population", "in double", "in fixed point", "coincident", "cosine", "potential error rms", "first difference", "agreement"],
        fidelity.Populations.Select(population => (object[])
        [
            population.Name, Text($"{population.ReferenceSpikes}"), Text($"{population.FixedPointSpikes}"),
            Text($"{100 * population.Coincidence:0.00} %"), Text($"{population.CountCosine:0.0000}"), Text($"{population.PotentialRootMeanSquare:G3}"),
            population.FirstDifferentTick < 0 ? "none" : Text($"tick {population.FirstDifferentTick}, neuron {population.FirstDifferentNeuron}"),
            ShareBar(population.Coincidence),
        ]));

    private static XElement Rates(FidelityReport fidelity)
    {
        var figures = fidelity.Populations.Where(population => population.Rates.Count > 0).Select(population => new XElement(
            "figure", Scatter(population.Rates), new XElement("figcaption", population.Name))).ToArray();
        return figures.Length == 0 ? Paragraph("lead", "No neuron spiked.") : new XElement("div", new XAttribute("class", "plots"), figures);
    }

    private static XElement Table(string[] heads, IEnumerable<object[]> rows) => new(
        "div", new XAttribute("class", "scroll"), new XElement(
            "table", new XElement("thead", new XElement("tr", heads.Select(head => new XElement("th", head)))),
            new XElement("tbody", rows.Select(row => new XElement("tr", row.Select(cell => new XElement("td", cell)))))));

    private static XElement Paragraph(string kind, string text) => new("p", new XAttribute("class", kind), text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
