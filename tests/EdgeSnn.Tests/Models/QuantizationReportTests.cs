using System.Text.Json;
using EdgeSnn.Models.Quantize;
using EdgeSnn.Models.Reference;

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

    private static QuantizationReport Quantize(int bits) =>
        Quantizer.Quantize(_model, new() { WeightBits = bits, Calibration = _recordings }).Report;
}
