using System.Globalization;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a run was like, on standard error at its end.</summary>
internal static class RunSummary
{
    public static void Print(DeviceReport report, NetworkModel model, TextWriter writer)
    {
        var ticks = report.Ticks;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Stream(report, model)} in {report.Elapsed.TotalSeconds:0.00} s; tick p50 {ticks.Percentile(0.5) / 1e3:0.0} us, p99 {ticks.Percentile(0.99) / 1e3:0.0} us, max {ticks.MaxNanoseconds / 1e3:0.0} us, {report.AllocatedBytesPerTick:0.##} bytes allocated per tick"));
        if (report.Lateness.Count > 0)
            writer.WriteLine(Lateness(report));
        foreach (var grant in report.Grants)
            writer.WriteLine($"asked for {grant}");
        foreach (var output in report.Outputs)
        {
            var fault = output.LastFault is null ? "" : $", {output.Faults} faults (last: {output.LastFault})";
            writer.WriteLine($"{output.Address}: {output.Delivered} delivered, {output.Lost} lost{fault}");
        }

        if (report.DroppedSamples + report.DroppedDecisions + report.LateTicks + report.SensorFaults > 0)
        {
            writer.WriteLine(
                $"overload: {report.DroppedSamples} samples dropped, {report.DroppedDecisions} decisions dropped, "
                + $"{report.LateTicks} late ticks, {report.SensorFaults} sensor faults");
        }
    }

    private static string Lateness(DeviceReport report)
    {
        var lateness = report.Lateness;
        var misses = report.Misses;
        var causes = Enum.GetValues<MissCause>().Where(cause => misses[cause] > 0)
            .Select(cause => $"{(DeadlineMisses.IsProgram(cause) ? "program" : "machine")}: {CauseNames.Of(cause)} {misses[cause]}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"ticks began late by p50 {lateness.Percentile(0.5) / 1e3:0} us, p99 {lateness.Percentile(0.99) / 1e3:0} us, max {lateness.MaxNanoseconds / 1e3:0} us; {misses.Total} deadlines missed, {misses.ByProgram} by the program{(misses.Total > 0 ? $" ({string.Join(", ", causes)})" : "")}");
    }

    private static string Stream(DeviceReport report, NetworkModel model)
    {
        if (NetworkInput.IsAudio(model))
            return string.Create(CultureInfo.InvariantCulture, $"{report.Samples / (double)AudioInput.SampleRateOf(model):0.00} s of audio");
        var seconds = report.Ticks.Count * (model.TickMicroseconds / 1e6);
        return string.Create(CultureInfo.InvariantCulture, $"{report.Counters.Spikes[0]} input spikes, {seconds:0.00} s of events");
    }
}
