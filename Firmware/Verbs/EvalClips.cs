using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn eval</c> on single clips.</summary>
internal static class EvalClips
{
    private const int LeastAudioMilliseconds = 1000;

    public static int Run(EvalOptions options, Terminal terminal)
    {
        var model = NetworkSource.Open(options.Model).Model;
        if (NetworkInput.IsAudio(model))
        {
            if (options.Format is not null || options.EventFilters.Count > 0)
                throw NetworkInput.Mismatch(model, "--format and --filter");
            return Run(model, AudioClips.Of(model, options.LeastMilliseconds ?? LeastAudioMilliseconds), options, terminal);
        }

        if (!NetworkInput.IsEvents(model))
            throw NetworkInput.Mismatch(model, "--data");
        var sensor = EventInput.SensorOptions(model, options.EventFilters);
        return Run(model, EventClips.Of(model, options.LeastMilliseconds ?? 0, options.Format, sensor), options, terminal);
    }

    private static int Run<TSample>(NetworkModel model, ClipMedium<TSample> medium, EvalOptions options, Terminal terminal)
        where TSample : unmanaged
    {
        var set = ClipSet.Find(options.Data, model.Labels, options.Filter, medium.Files);
        var evaluation = new ClipEvaluation<TSample>(model, set.Clips, medium);
        var start = Stopwatch.GetTimestamp();
        var task = evaluation.Run(Math.Min(options.Threads, set.Clips.Count), !options.SkipsReference, terminal.Stop);
        ProgressBar.Show(terminal, "clips", task, () => evaluation.Done / (double)set.Clips.Count);
        var outcome = new ClipOutcome(evaluation.Results, evaluation.Faults, Stopwatch.GetElapsedTime(start));
        var report = ClipReport.Of(model, options.Data, set, outcome);

        foreach (var fault in report.BadClips)
            terminal.Error.WriteLine($"bad clip: {fault}");
        if (options.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ClipReport));
        else
            Print(report, terminal.Out);
        return report.BadClips.Count > 0 && !options.SkipsBadClips ? ExitCode.BadFile : ExitCode.Ok;
    }

    private static void Print(ClipReport report, TextWriter writer)
    {
        foreach (var note in report.Notes)
            writer.WriteLine($"note: {note}");
        var medium = report.AudioSeconds is null ? "events" : "audio";
        ConfusionText.Print(report, writer);
        writer.WriteLine();
        Line($"accuracy     {Percent(report.Accuracy)} ({report.Correct} of {report.Clips} clips; 95 % interval {100 * report.Interval.Low:0.0} to {100 * report.Interval.High:0.0} %)");
        if (report.ReferenceAgreement is not null)
            Line($"reference    {Percent(report.ReferenceAccuracy)} in double precision; same verdict on {Percent(report.ReferenceAgreement)} of clips");
        Line($"spikes       {report.SpikesPerSecond:0} per second of {medium}, and {report.InputSpikesPerSecond:0} of the encoder");
        Line($"operations   {report.SynapticEventsPerSecond:0} synaptic operations per second of {medium}");
        Line($"processor    {1000 * report.CpuSecondsPerSecond:0.000} ms per second of {medium} ({report.CpuClock} clock), samples to verdict");
        Line($"{medium,-13}{report.AudioSeconds ?? report.EventSeconds:0.0} s in {report.Seconds:0.0} s");
        if (report.BadClips.Count > 0)
            Line($"bad clips    {report.BadClips.Count}, left out");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Percent(double? rate) => rate is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.00} %")
        : "-";
}
