using System.Globalization;
using EdgeSnn.Models.Import;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>An import as plain text.</summary>
internal static class ImportText
{
    public static void Print(ImportReport report, TextWriter writer)
    {
        var network = report.Network;
        Line($"{network.Name}: {network.Neurons} neurons, {network.Synapses} weights of which {network.NonZeroWeights} are not 0");
        Line($"profile      {Describe(report.Profile)}");
        PrintRemarks(report.Remarks, writer);
        InfoText.PrintParts(network, writer);
        foreach (var error in report.Quantization.Weights)
            Line($"weights      {error.Pre} -> {error.Post}: int{error.WeightBits}, {error.SignalToNoise:0.0} dB over the rounding error");
        if (report.Quantization.Fidelity is { } fidelity)
        {
            foreach (var population in fidelity.Populations)
                Line($"fidelity     {population.Name}: {100 * population.Coincidence:0.00} % of spikes coincide with double precision, potential uses {100 * population.RangeUsed:0.0} % of its range");
            Line($"             {fidelity.AgreeingDecisions} of {fidelity.Recordings} recordings with the same verdict, {fidelity.Saturations} saturations");
            if (fidelity.Classified > 0)
                Line($"             of {fidelity.Classified} whose class is known, right: {fidelity.ReferenceCorrect} in double precision, {fidelity.FixedPointCorrect} in fixed point");
        }

        foreach (var warning in report.Quantization.Warnings)
            Line($"warning      {OneLine.Of(warning)}");

        Line($"memory       {network.NetworkBytes} bytes, allocated once");
        writer.WriteLine(report.Output is { } output ? $"wrote        {output} ({network.FileBytes} bytes)" : "wrote        nothing");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Remarks of an import, one line each.</summary>
    public static void PrintRemarks(IEnumerable<ImportRemark> remarks, TextWriter writer)
    {
        foreach (var remark in remarks)
        {
            var kind = remark.Kind switch
            {
                ImportRemarkKind.Assumption => "assumed",
                ImportRemarkKind.Contradiction => "contradicts",
                ImportRemarkKind.Guess => "guessed",
                _ => "warning",
            };
            writer.WriteLine($"{kind,-12} {OneLine.Of(remark.Text)}");
        }
    }

    /// <summary>A profile in one line.</summary>
    public static string Describe(ImportProfile profile)
    {
        var unit = profile.TimeUnitSeconds switch { 0 => "steps", 1 => "s", 1e-3 => "ms", _ => "units" };
        var tick = profile.TimeUnitSeconds == 0 ? $" of {profile.StepMicroseconds} us" : "";
        List<string> parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"dt {profile.Dt} {unit}{tick}"),
            Words.Of(profile.Integrator),
            profile.Reset == ImportedReset.ToValue ? "reset to value" : $"reset by {Words.Of(profile.Reset)}",
        ];
        if (profile.MaxSpikesPerTick > 1)
            parts.Add($"up to {profile.MaxSpikesPerTick} spikes per tick");
        if (profile.SpikeDelayTicks > 0)
            parts.Add($"spikes {profile.SpikeDelayTicks} ticks late");
        if (profile.SynapseIntegrator is { } synapse && synapse != profile.Integrator)
            parts.Add($"{Words.Of(synapse)} synapses");
        if (profile.SynapseDelayTicks > 0)
            parts.Add($"synapses {profile.SynapseDelayTicks} ticks late");
        if (profile.RecurrentBias != RecurrentBias.FirstTick)
            parts.Add(profile.RecurrentBias == RecurrentBias.Never ? "no recurrent bias" : "no recurrent bias in the first tick");
        if (profile.WeightLevels > 0)
            parts.Add($"weights cut to {profile.WeightLevels} levels");
        if (profile.IgnoresGains)
            parts.Add("r and w_in ignored");
        if (profile.Transposed)
            parts.Add("weights (in, out)");
        if (!double.IsNaN(profile.IntegratorFloor))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"floor of IF {profile.IntegratorFloor} thresholds"));
        if (!double.IsNaN(profile.LeakyFloor))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"floor of LIF {profile.LeakyFloor} thresholds"));
        if (profile.FiresAtThreshold)
            parts.Add("fires at threshold");
        return $"{profile.Name}: {string.Join(", ", parts)}";
    }
}
