using System.Globalization;
using System.Text;
using EdgeSnn.Firmware.RealTime;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Metrics;

/// <summary>
/// Counters of a run in Prometheus' text form, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
/// </summary>
internal static class MetricsText
{
    /// <summary>What HTTP calls the form.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Bounds of histogram buckets: 10 us to 10 s.
    private static readonly long[] BoundsNanoseconds =
    [
        10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000,
        10_000_000, 20_000_000, 50_000_000, 100_000_000, 200_000_000, 500_000_000, 1_000_000_000, 10_000_000_000,
    ];

    /// <summary>All counters of the moment.</summary>
    public static string Of(DeviceReport report, NetworkModel model, long suppressedLines)
    {
        var text = new StringBuilder(8192);
        var totals = report.Past.Plus(report.Counters);
        Family(text, "edgesnn_info", "gauge", "The network at work.");
        Line(text, "edgesnn_info", $"model=\"{Escape(model.Name)}\"", 1);
        Counter(text, "edgesnn_ticks_total", "Ticks stepped.", report.Ticks.Count);
        Counter(text, "edgesnn_samples_total", "Samples consumed.", report.Samples);
        Counter(text, "edgesnn_samples_dropped_total", "Samples dropped because the network was behind.", report.DroppedSamples);
        Counter(text, "edgesnn_input_spikes_total", "Spikes of the encoder.", totals.InputSpikes);
        Counter(text, "edgesnn_spikes_total", "Spikes of all other neurons.", totals.Spikes);
        Counter(text, "edgesnn_synaptic_events_total", "Synaptic events.", totals.SynapticEvents);
        Counter(text, "edgesnn_saturations_total", "Values that did not fit 32 bits.", totals.Saturations);
        Counter(text, "edgesnn_sensor_faults_total", "Reads of the sensor that failed.", report.SensorFaults);
        Counter(text, "edgesnn_sensor_overruns_total", "Overruns of the sensor's own buffer.", report.SensorOverruns);
        Counter(text, "edgesnn_sensor_losses_total", "Times the sensor was lost, and attempts to open it again that failed.", report.SensorLosses);
        Counter(text, "edgesnn_networks_taken_total", "Networks taken over while running.", report.Swaps);
        Counter(text, "edgesnn_late_ticks_total", "Ticks that took longer than a tick lasts.", report.LateTicks);
        Counter(text, "edgesnn_log_lines_suppressed_total", "Lines of the log that were not written.", suppressedLines);
        Family(text, "edgesnn_decisions_total", "counter", "Decisions by label.");
        for (var label = 0; label < model.Labels.Length; label++)
            Line(text, "edgesnn_decisions_total", $"label=\"{Escape(model.Labels[label])}\"", report.Decisions[label]);
        Counter(text, "edgesnn_decisions_dropped_total", "Decisions that found an output's ring full.", report.DroppedDecisions);
        Family(text, "edgesnn_deadline_misses_total", "counter", "Ticks that ended after the next one was due, by cause.");
        foreach (var cause in Enum.GetValues<MissCause>())
        {
            var by = DeadlineMisses.IsProgram(cause) ? "program" : "machine";
            Line(text, "edgesnn_deadline_misses_total", $"by=\"{by}\",cause=\"{CauseNames.Of(cause)}\"", report.Misses[cause]);
        }

        Histogram(text, "edgesnn_tick_seconds", "Time a tick took.", report.Ticks);
        Histogram(text, "edgesnn_tick_lateness_seconds", "How late a tick began against the ideal grid.", report.Lateness);
        Outputs(text, report);
        Family(text, "edgesnn_granted", "gauge", "1 for what the operating system granted, 0 for what it refused.");
        foreach (var grant in report.Grants)
            Line(text, "edgesnn_granted", $"name=\"{grant.Name}\",detail=\"{Escape(grant.Detail)}\"", grant.IsGranted ? 1 : 0);
        Program(text);
        return text.ToString();
    }

    private static void Outputs(StringBuilder text, DeviceReport report)
    {
        var outputs = report.Outputs.Take(report.OutputsOfTheMoment).DistinctBy(output => output.Address).ToArray();
        Each("edgesnn_output_delivered_total", "Decisions delivered, summed over receivers.", output => output.Delivered);
        Each("edgesnn_output_lost_total", "Decisions not delivered, summed over receivers.", output => output.Lost);
        Each("edgesnn_output_faults_total", "Failures of an output.", output => output.Faults);

        void Each(string name, string help, Func<OutputReport, long> value)
        {
            Family(text, name, "counter", help);
            foreach (var output in outputs)
                Line(text, name, $"output=\"{Escape(output.Address)}\"", value(output));
        }
    }

    private static void Program(StringBuilder text)
    {
        Family(text, "process_resident_memory_bytes", "gauge", "Resident memory.");
        Line(text, "process_resident_memory_bytes", "", Environment.WorkingSet);
        Family(text, "process_cpu_seconds_total", "counter", "Processor time of the program.");
        Line(text, "process_cpu_seconds_total", "", Environment.CpuUsage.TotalTime.TotalSeconds);
        Family(text, "dotnet_gc_collections_total", "counter", "Garbage collections by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            Line(text, "dotnet_gc_collections_total", $"generation=\"{generation}\"", GC.CollectionCount(generation));
        Counter(text, "dotnet_gc_pause_seconds_total", "Time the program stood still for the collector.", GC.GetTotalPauseDuration().TotalSeconds);
        Counter(text, "dotnet_gc_allocated_bytes_total", "Bytes allocated.", GC.GetTotalAllocatedBytes());
    }

    private static void Histogram(StringBuilder text, string name, string help, TickTimes times)
    {
        Family(text, name, "histogram", help);
        foreach (var bound in BoundsNanoseconds)
            Line(text, name + "_bucket", string.Create(CultureInfo.InvariantCulture, $"le=\"{bound / 1e9:0.#####}\""), times.CountUpTo(bound));
        Line(text, name + "_bucket", "le=\"+Inf\"", times.Count);
        Line(text, name + "_sum", "", times.TotalNanoseconds / 1e9);
        Line(text, name + "_count", "", times.Count);
    }

    private static void Counter(StringBuilder text, string name, string help, double value)
    {
        Family(text, name, "counter", help);
        Line(text, name, "", value);
    }

    private static void Family(StringBuilder text, string name, string type, string help)
        => text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
