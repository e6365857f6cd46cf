using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeSnn.Firmware.RealTime;

namespace EdgeSnn.Firmware.Verbs.Doctor;

/// <summary><c>edgesnn doctor</c>: what this machine grants, how late it wakes a thread, and what would help.</summary>
internal static class DoctorVerb
{
    private const int Priority = 50;
    private const double WellMicroseconds = 1000;

    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Half of the time measures under the usual scheduling, half under SCHED_FIFO; both sleep until every millisecond and
        say how late they woke. Nothing on the machine is changed. Run it as the user and in the service that will run the
        network: limits belong to those. docs/real-time.md explains the lines.
        """;

    public static Command Create(Terminal terminal)
    {
        var seconds = new Option<double>("--seconds") { Description = "How long to measure, 0.1 to 3600", HelpName = "S", DefaultValueFactory = _ => 4 };
        var json = Options.Json("Print the findings as JSON");
        var command = new Command("doctor", "Says what this machine grants, measures its jitter and gives advice") { seconds, json };
        command.SetAction(parsed => Run(parsed.GetValue(seconds), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(double seconds, bool json, Terminal terminal)
    {
        if (seconds is not (>= 0.1 and <= 3600))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--seconds {seconds}: 0.1 to 3600"));
        var findings = Machine.Examine("/");
        var half = TimeSpan.FromSeconds(seconds / 2);
        JitterMeasurement[] jitter = [JitterMeasurement.Take(0, half, terminal.Stop), JitterMeasurement.Take(Priority, half, terminal.Stop)];
        var report = new DoctorReport(findings, jitter, Advice(findings, jitter));
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.DoctorReport));
        else
            Print(report, terminal.Out);
        return ExitCode.Ok;
    }

    private static List<string> Advice(IReadOnlyList<Finding> findings, JitterMeasurement[] jitter)
    {
        var advice = findings.Where(finding => finding.Advice is not null).Select(finding => $"{finding.Name}: {finding.Advice}").ToList();
        var (usual, fifo) = (jitter[0], jitter[1]);
        if (fifo.Refusal is null && fifo.P99Us < usual.P99Us)
            advice.Add(string.Create(CultureInfo.InvariantCulture, $"scheduling: 'edgesnn run --fifo --lock-memory' wakes in {fifo.P99Us:0} us instead of {usual.P99Us:0} us, 99 times of 100"));
        if (Math.Min(usual.MaxUs, fifo.Refusal is null ? fifo.MaxUs : usual.MaxUs) > WellMicroseconds)
            advice.Add("lateness of more than a millisecond: other programs, a virtual machine or a kernel without PREEMPT_RT; give the network a processor of its own ('isolcpus=3' in the kernel's command line and --cpu 3)");
        return advice;
    }

    private static void Print(DoctorReport report, TextWriter writer)
    {
        var width = report.Findings.Max(finding => finding.Name.Length) + 2;
        foreach (var finding in report.Findings)
            writer.WriteLine($"{finding.Name.PadRight(width)}{finding.Value}{(finding.Advice is null ? "" : "  (!)")}");
        writer.WriteLine();
        writer.WriteLine("1 ms wake-ups     late by p50       p99        max    slept through");
        foreach (var jitter in report.Jitter)
        {
            writer.WriteLine(jitter.Refusal is null
                ? string.Create(CultureInfo.InvariantCulture, $"{jitter.Scheduling,-16}{jitter.P50Us,10:0} us{jitter.P99Us,8:0} us{jitter.MaxUs,9:0} us{jitter.Skipped,10} of {jitter.Ticks + jitter.Skipped}")
                : $"{jitter.Scheduling,-16}refused: {jitter.Refusal}");
        }

        writer.WriteLine();
        writer.WriteLine(report.Advice.Count == 0 ? "No advice: this machine is well." : "Advice");
        foreach (var advice in report.Advice)
            writer.WriteLine($"  {advice}");
    }
}
