using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Models;

public class QuantizationReportTests
{
    private static readonly ReferenceModel _model = RandomNetworks.Create(21);
    private static readonly SpikeRecording[] _recordings = RandomNetworks.Recordings(8, 120);

    [Fact]
    public void A_network_compared_with_itself_differs_by_rounding_of_ticks_alone()
    {
        var model = Quantizer.Quantize(_model, new()).Model;
        var fidelity = FidelityCheck.Run(ReferenceModel.From(model), model, _recordings);
        Assert.Equal(_recordings.Length, fidelity.AgreeingDecisions);
        Assert.InRange(fidelity.Populations[1].PotentialLargest, 0, 0.05);
    }

    [Fact]
    public void More_bits_cost_less()
    {
        var four = Quantize(4).Fidelity!.Populations[0];
        var eight = Quantize(8).Fidelity!.Populations[0];
        var sixteen = Quantize(16).Fidelity!.Populations[0];
        Assert.True(four.Coincidence < eight.Coincidence, $"{four.Coincidence} {eight.Coincidence}");
        Assert.True(eight.Coincidence < sixteen.Coincidence, $"{eight.Coincidence} {sixteen.Coincidence}");
        Assert.InRange(eight.CountCosine, 0.99, 1);
    }

    [Fact]
    public void Numbers_are_consistent_with_each_other()
    {
        var report = Quantize(8);
        var fidelity = report.Fidelity!;
        Assert.Equal(8, fidelity.Recordings);
        Assert.Equal(960, fidelity.Ticks);
        Assert.Equal(8, fidelity.Classified);
        Assert.InRange(Math.Abs(fidelity.ReferenceCorrect - fidelity.FixedPointCorrect), 0, fidelity.Recordings - fidelity.AgreeingDecisions);
        Assert.All(fidelity.Populations, p =>
        {
            Assert.InRange(p.CoincidentSpikes, 0, Math.Min(p.ReferenceSpikes, p.FixedPointSpikes));
            Assert.Equal(p.FirstDifferentTick < 0, p.CoincidentSpikes == p.ReferenceSpikes && p.ReferenceSpikes == p.FixedPointSpikes);
            Assert.True(p.PotentialRootMeanSquare <= p.PotentialLargest);
        });
        Assert.All(report.Weights, w => Assert.True(w.RootMeanSquare <= w.Largest && w.NonZeroAfter <= w.NonZeroBefore));
    }

    [Fact]
    public void Json_holds_what_the_report_holds()
    {
        var report = Quantize(8);
        using var json = JsonDocument.Parse(report.ToJson());
        var hidden = json.RootElement.GetProperty("fidelity").GetProperty("populations")[0];
        Assert.Equal(report.Fidelity!.Populations[0].ReferenceSpikes, hidden.GetProperty("referenceSpikes").GetInt64());
        Assert.Equal("Dense", json.RootElement.GetProperty("weights")[0].GetProperty("storage").GetString());
    }

    [Fact]
    public void Text_has_a_line_per_projection_and_population()
    {
        var text = Quantize(8).ToText();
        Assert.Equal(_model.Projections.Length, text.Split('\n').Count(line => line.Contains(" -> ", StringComparison.Ordinal)));
        Assert.Contains("8 recordings, 960 ticks", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_well_formed_complete_and_escaped()
    {
        var odd = _model with { Name = "<b>&\"", Populations = [.. _model.Populations.Select(p => p.Name == "hidden" ? p with { Name = "a<b & c" } : p)] };
        var report = Quantizer.Quantize(odd, new() { WeightBits = 8, Calibration = _recordings }).Report;
        var html = report.ToHtml();
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        var page = XDocument.Parse(html[html.IndexOf('\n')..]);
        Assert.Equal("<b>&\": fidelity", page.Descendants("title").First().Value);
        var cells = page.Descendants("td").Select(cell => cell.Value).ToArray();
        Assert.Contains("a<b & c", cells);
        Assert.Contains(report.Fidelity!.Populations[0].ReferenceSpikes.ToString(CultureInfo.InvariantCulture), cells);
        Assert.All(report.Weights, weight => Assert.Contains($"{weight.Pre} \u2192 {weight.Post}", cells));
        // One picture per projection, two per population, and one of rates for each that spiked.
        var pictures = report.Weights.Count + (2 * report.Potentials.Count) + report.Fidelity.Populations.Count(p => p.Rates.Count > 0);
        Assert.Equal(pictures, page.Descendants("svg").Count());
        Assert.DoesNotContain(page.Descendants(), element => element.Name == "script" || element.Attribute("src") is not null || element.Attribute("href") is not null);
    }

    [Fact]
    public void Warnings_name_four_bit_recurrence_missing_recordings_and_unbounded_integrators()
    {
        var sound = Quantizer.Quantize(_model, new() { WeightBits = 16, Calibration = RandomNetworks.Recordings(12, 40) }).Report;
        Assert.DoesNotContain(sound.Warnings, warning => !warning.Contains("verdict", StringComparison.Ordinal));

        var coarse = Quantizer.Quantize(_model, new() { WeightBits = 4 }).Report;
        Assert.Contains(coarse.Warnings, warning => warning.StartsWith("hidden -> hidden: 4-bit weights", StringComparison.Ordinal));
        Assert.Contains(coarse.Warnings, warning => warning.StartsWith("no recordings", StringComparison.Ordinal));
        Assert.Contains(coarse.Warnings, warning => coarse.ToText().Contains(warning, StringComparison.Ordinal));

        var drifting = RandomNetworks.Create(2, NeuronKind.IntegrateAndFire);
        var unbounded = Quantizer.Quantize(drifting, new() { WeightBits = 8 }).Report;
        Assert.Contains(unbounded.Warnings, warning => warning.StartsWith("hidden: nothing bounds its potential", StringComparison.Ordinal));
        Assert.True(unbounded.Potentials[0].IsUnbounded);
    }

    [Fact]
    public void The_first_difference_names_a_neuron_that_spiked_on_one_side_only()
    {
        var result = Quantizer.Quantize(_model, new() { WeightBits = 4, Calibration = [_recordings[0]] });
        var hidden = result.Report.Fidelity!.Populations[0];
        var reference = new ReferenceSimulator(_model);
        var network = new Network(result.Model);
        for (var tick = 0; tick <= hidden.FirstDifferentTick; tick++)
        {
            var input = new SpikeList(RandomNetworks.Inputs);
            foreach (var neuron in _recordings[0].Ticks[tick]) input.Add(neuron);
            reference.Step(_recordings[0].Ticks[tick]);
            network.Step(input);
        }

        Assert.True(hidden.FirstDifferentTick >= 0);
        Assert.NotEqual(
            reference.Spikes(1).Contains(hidden.FirstDifferentNeuron), network.Spikes(1).Neurons.Contains(hidden.FirstDifferentNeuron));
        Assert.All(hidden.Rates, rate => Assert.True(rate.Reference + rate.FixedPoint > 0));
        Assert.Equal(hidden.ReferenceSpikes, hidden.Rates.Sum(rate => rate.Reference));
    }

    private static QuantizationReport Quantize(int bits) =>
        Quantizer.Quantize(_model, new() { WeightBits = bits, Calibration = _recordings }).Report;
}
