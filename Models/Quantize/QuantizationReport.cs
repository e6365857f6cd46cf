using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>What quantization cost: weights per projection, potentials and spikes per population, decisions.</summary>
public sealed record QuantizationReport
{
    /// <summary>Name of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Where the network comes from and how it was read, in one line; empty when that was not said.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Per projection, in the model's order.</summary>
    public required IReadOnlyList<WeightError> Weights { get; init; }

    /// <summary>Formats of potentials, per population but the input, in the model's order.</summary>
    public required IReadOnlyList<PotentialRange> Potentials { get; init; }

    /// <summary>Where the network should not be trusted without looking, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Potentials, spikes and decisions on the calibration recordings, or null without any.</summary>
    public FidelityReport? Fidelity { get; init; }

    /// <summary>Compares a fixed-point model with its original.</summary>
    /// <param name="before">The double-precision original, before any pruning.</param>
    /// <param name="after">The fixed-point model.</param>
    /// <param name="calibration">Input spikes; may be empty.</param>
    public static QuantizationReport Measure(
        ReferenceModel before, NetworkModel after, IReadOnlyList<SpikeRecording> calibration)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(calibration);
        var report = new QuantizationReport
        {
            Network = after.Name,
            Weights = [.. Enumerable.Range(0, after.Projections.Length).Select(q => WeightError.Measure(before, after, q))],
            Potentials = PotentialRange.Of(before, after),
            Fidelity = calibration.Count == 0 ? null : FidelityCheck.Run(before, after, calibration),
        };
        return report with { Warnings = QuantizationWarnings.Of(before, report) };
    }

    /// <summary>The report as JSON, indented.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.QuantizationReport);

    /// <summary>The report as one page with plots, complete in itself.</summary>
    public string ToHtml() => FidelityPage.Of(this);

    /// <summary>The report as tables, a closing line and warnings.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        if (Origin.Length > 0)
            text.AppendLine(Origin).AppendLine();
        text.AppendLine("projection                        delay bits storage  non-zero clipped  error rms   error max   SQNR");
        foreach (var error in Weights)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"{error.Pre + " -> " + error.Post,-33} {error.DelayTicks,5} {error.WeightBits,4} {error.Storage,-7} {error.NonZeroAfter,9} {error.Clipped,7} {error.RootMeanSquare,10:G4} {error.Largest,11:G4} {error.SignalToNoise,6:F1}"));
        }
        AppendPotentials(text);
        if (Fidelity is { } fidelity)
            AppendFidelity(text, fidelity);
        text.AppendLine();
        foreach (var warning in Warnings)
            text.AppendLine($"warning: {warning}");
        return text.ToString();
    }

    private void AppendPotentials(StringBuilder text)
    {
        text.AppendLine();
        text.AppendLine("population            F  format limit    worst case  bits of it");
        foreach (var range in Potentials)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"{range.Name,-20} {range.FractionBits,2} {range.Limit,13:G4} {(range.IsUnbounded ? "none" : range.Bound.ToString("G4", CultureInfo.InvariantCulture)),13} {range.StateBits,11}"));
        }
    }

    private static void AppendFidelity(StringBuilder text, FidelityReport fidelity)
    {
        text.AppendLine();
        text.AppendLine("population            F  potential rms  potential max  range  bits  spikes float   fixed  coincident  cosine  first difference (tick, neuron)");
        foreach (var population in fidelity.Populations)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"{population.Name,-20} {population.FractionBits,2} {population.PotentialRootMeanSquare,14:G4} {population.PotentialLargest,14:G4} {population.RangeUsed,6:P1} {population.StateBits,5} {population.ReferenceSpikes,13} {population.FixedPointSpikes,7} {population.Coincidence,11:P2} {population.CountCosine,7:F4}  {(population.FirstDifferentTick < 0 ? "none" : $"{population.FirstDifferentTick}, {population.FirstDifferentNeuron}")}"));
        }
        text.AppendLine();
        text.AppendLine(string.Create(CultureInfo.InvariantCulture,
            $"{fidelity.Recordings} recordings, {fidelity.Ticks} ticks: {fidelity.AgreeingDecisions} equal decisions, {fidelity.Saturations} saturations; of {fidelity.Classified} classified, correct {fidelity.ReferenceCorrect} in double precision, {fidelity.FixedPointCorrect} in fixed point"));
    }
}

/// <summary>JSON without reflection, so that it works ahead of time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(QuantizationReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
