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

    /// <summary>Per projection, in the model's order.</summary>
    public required IReadOnlyList<WeightError> Weights { get; init; }

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
        return new()
        {
            Network = after.Name,
            Weights = [.. Enumerable.Range(0, after.Projections.Length).Select(q => WeightError.Measure(before, after, q))],
            Fidelity = calibration.Count == 0 ? null : FidelityCheck.Run(before, after, calibration),
        };
    }

    /// <summary>The report as JSON, indented.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.QuantizationReport);

    /// <summary>The report as two tables and a closing line.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine("projection                        delay bits storage  non-zero clipped  error rms   error max   SQNR");
        foreach (var error in Weights)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"{error.Pre + " -> " + error.Post,-33} {error.DelayTicks,5} {error.WeightBits,4} {error.Storage,-7} {error.NonZeroAfter,9} {error.Clipped,7} {error.RootMeanSquare,10:G4} {error.Largest,11:G4} {error.SignalToNoise,6:F1}"));
        }
        if (Fidelity is { } fidelity)
            AppendFidelity(text, fidelity);
        return text.ToString();
    }

    private static void AppendFidelity(StringBuilder text, FidelityReport fidelity)
    {
        text.AppendLine();
        text.AppendLine("population            F  potential rms  potential max  range   spikes float   fixed  coincident  cosine  first difference");
        foreach (var population in fidelity.Populations)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"{population.Name,-20} {population.FractionBits,2} {population.PotentialRootMeanSquare,14:G4} {population.PotentialLargest,14:G4} {population.RangeUsed,6:P1} {population.ReferenceSpikes,14} {population.FixedPointSpikes,7} {population.Coincidence,11:P2} {population.CountCosine,7:F4} {population.FirstDifferentTick,17}"));
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
