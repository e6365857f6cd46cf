using System.Globalization;
using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Quantize;

/// <summary>Where a quantized network should not be trusted without looking.</summary>
internal static class QuantizationWarnings
{
    private const int FewRecordings = 10;

    // Two steps of a Q15 decay: beyond, the rounding of the decay changes the time constant by a quarter and more.
    private const double SlowestLeak = 2.0 / 32768;

    /// <summary>One line per thing.</summary>
    public static IReadOnlyList<string> Of(ReferenceModel before, QuantizationReport report)
    {
        var warnings = new List<string>();
        AddWeights(before, report, warnings);
        foreach (var range in report.Potentials.Where(p => p.IsUnbounded))
            warnings.Add($"{range.Name}: nothing bounds its potential; endless input of one sign drives it to the end of the format, where it saturates and is counted");
        foreach (var population in before.Populations)
            AddDecays(population, warnings);
        AddFidelity(report, warnings);
        return warnings;
    }

    private static void AddWeights(ReferenceModel before, QuantizationReport report, List<string> warnings)
    {
        for (var q = 0; q < report.Weights.Count; q++)
        {
            var (error, projection) = (report.Weights[q], before.Projections[q]);
            if (error.WeightBits == 4 && projection.Pre >= projection.Post)
                warnings.Add($"{error.Pre} -> {error.Post}: 4-bit weights in a recurrent projection; errors come back and grow, published recurrent networks lose a third of their decisions");
            if (error.Clipped > 0)
                warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{error.Pre} -> {error.Post}: {error.Clipped} of {error.NonZeroBefore} weights are clipped"));
        }
    }

    private static void AddDecays(ReferencePopulation population, List<string> warnings)
    {
        foreach (var (decays, name) in ((double[], string)[])[(population.MembraneDecay, "membrane"), (population.SynapticDecay, "synaptic"), (population.AdaptationDecay, "adaptation")])
        {
            var slow = decays.Where(a => a < 1 && 1 - a < SlowestLeak).ToArray();
            if (slow.Length > 0)
                warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{population.Name}: {name} decay {slow[0]:R} is so slow that 15 bits hold it badly; take a longer tick"));
        }
    }

    private static void AddFidelity(QuantizationReport report, List<string> warnings)
    {
        if (report.Fidelity is not { } fidelity)
        {
            warnings.Add("no recordings: spikes and decisions have not been compared; --calibrate takes some");
            return;
        }
        if (fidelity.Recordings < FewRecordings)
            warnings.Add($"{fidelity.Recordings} recordings are few to judge by");
        if (fidelity.Saturations > 0)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{fidelity.Saturations} values saturated in these recordings"));
        if (fidelity.AgreeingDecisions < fidelity.Recordings)
            warnings.Add($"{fidelity.Recordings - fidelity.AgreeingDecisions} of {fidelity.Recordings} recordings end in another verdict");
    }
}
