using System.Text.Json;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a run was like, as data: <c>--report FILE</c>. Times are of the network thread.</summary>
internal sealed record RunReport(
    string Model,
    long Samples,
    long SamplesDropped,
    long Ticks,
    double TickP50Us,
    double TickP99Us,
    double TickMaxUs,
    double? LatenessP50Us,
    double? LatenessP99Us,
    double? LatenessMaxUs,
    long DeadlinesMissed,
    long DeadlinesMissedByProgram,
    IReadOnlyDictionary<string, long> MissesByCause,
    IReadOnlyList<Grant> Grants,
    IReadOnlyDictionary<string, long> DecisionsByLabel,
    long DecisionsDropped,
    IReadOnlyList<OutputReport> Outputs,
    long SensorFaults,
    long SensorOverruns,
    long SensorLosses,
    long NetworksTaken,
    double AllocatedBytesPerTick,
    double ElapsedSeconds,
    double ProcessorSeconds,
    double PeakResidentMb,
    int GarbageCollections)
{
    /// <summary>The report of a run that ended.</summary>
    public static RunReport Of(DeviceReport report, NetworkModel model)
    {
        var lateness = report.Lateness.Count > 0 ? report.Lateness : null;
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new RunReport(
            model.Name, report.Samples, report.DroppedSamples, report.Ticks.Count,
            report.Ticks.Percentile(0.5) / 1e3, report.Ticks.Percentile(0.99) / 1e3, report.Ticks.MaxNanoseconds / 1e3,
            lateness?.Percentile(0.5) / 1e3, lateness?.Percentile(0.99) / 1e3, lateness?.MaxNanoseconds / 1e3,
            report.Misses.Total, report.Misses.ByProgram,
            Enum.GetValues<MissCause>().ToDictionary(CauseNames.Of, cause => report.Misses[cause]),
            report.Grants,
            model.Labels.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => report.Decisions[pair.index]),
            report.DroppedDecisions, report.Outputs, report.SensorFaults, report.SensorOverruns, report.SensorLosses, report.Swaps,
            report.AllocatedBytesPerTick, report.Elapsed.TotalSeconds, report.ProcessorTime.TotalSeconds,
            process.PeakWorkingSet64 / 1e6, GC.CollectionCount(0));
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="DeviceException">It cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(this, ReportJson.Default.RunReport) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"--report {path}: {OneLine.Of(error)}", error);
        }
    }
}
