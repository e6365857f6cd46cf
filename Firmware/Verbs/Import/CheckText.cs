using System.Globalization;
using EdgeSnn.Models.Import.Check;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>A check as plain text.</summary>
internal static class CheckText
{
    private const int MostSamples = 20;

    public static void Print(CheckReport report, TextWriter writer)
    {
        Line($"{report.Model}: {report.Samples.Count} sample{(report.Samples.Count == 1 ? "" : "s")} of {report.Ticks} ticks in {(report.Arithmetic == "fixed" ? "fixed point" : "double precision")}");
        if (report.Profile is { } profile)
            Line($"profile      {ImportText.Describe(profile)}");
        ImportText.PrintRemarks(report.Remarks, writer);
        Line($"spikes       {string.Join(", ", report.Spikes.Select(one => $"{one.Population} {one.Spikes}"))}");
        if (report.Saturations > 0)
            Line($"saturated    {report.Saturations} values");
        foreach (var sample in report.Samples.Take(MostSamples))
            Line($"sample {sample.Sample,-5} verdict {sample.Verdict ?? "none"}, {sample.Spikes} spikes of {report.Population}{Differing(sample.Difference)}");
        if (report.Samples.Count > MostSamples)
            Line($"             and {report.Samples.Count - MostSamples} more; --json lists them all");
        if (report.Difference is { } difference)
            PrintDifference(report, difference, writer);

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static void PrintDifference(CheckReport report, SpikeDifference difference, TextWriter writer)
    {
        var late = report.Late == 0 ? "" : $", the recording taken as {report.Late} ticks late";
        writer.WriteLine($"compared     {report.Population}: {difference.Spikes} spikes, {difference.ExpectedSpikes} in the recording{late}");
        if (difference.FirstTick >= 0)
        {
            var sample = report.Samples.First(one => one.Difference?.FirstTick >= 0).Sample;
            writer.WriteLine($"first        tick {difference.FirstTick}, element {difference.FirstElement}{(report.Samples.Count > 1 ? $" of sample {sample}" : "")}");
        }

        // Of all spikes that either has.
        var all = (difference.Spikes + difference.ExpectedSpikes + difference.Differing) / 2;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.IsEqual == true ? "equal" : "different"),-12} {difference.Differing} of {all} spikes differ, {100 * difference.Coincidence:0.00} % coincide"));
    }

    private static string Differing(SpikeDifference? difference) => difference is null ? "" : $", {difference.Differing} differ";
}
