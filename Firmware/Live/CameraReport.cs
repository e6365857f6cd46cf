using System.Globalization;
using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Events.Simulation;

namespace EdgeSnn.Firmware.Live;

/// <summary>What <c>edgesnn demo camera</c> showed, what was seen, and what that cost: printed at its end, or as JSON.</summary>
public sealed record CameraReport
{
    public required string Network { get; init; }

    public required int Seed { get; init; }

    public required IReadOnlyList<GestureSeen> Gestures { get; init; }

    /// <summary>Gestures shown, those of none left out.</summary>
    public required int Shown { get; init; }

    /// <summary>Gestures decided rightly, and nothing else decided.</summary>
    public required int Hits { get; init; }

    /// <summary>Gestures taken for another one.</summary>
    public required int Wrong { get; init; }

    /// <summary>Decisions where no gesture was shown.</summary>
    public required int FalseAlarms { get; init; }

    public required long Events { get; init; }

    public required long DroppedEvents { get; init; }

    public required double SynapticEventsPerSecond { get; init; }

    public required double TickP50Microseconds { get; init; }

    public required double TickP99Microseconds { get; init; }

    public required double TickMaxMicroseconds { get; init; }

    public required double AllocatedBytesPerTick { get; init; }

    public required double Seconds { get; init; }

    public required double ProcessorShare { get; init; }

    /// <summary>Joins what was shown, until the run ended, and what was decided.</summary>
    public static CameraReport Of(NetworkModel model, int seed, IReadOnlyList<GestureShow> shows, DecisionMessage[] decided, DeviceReport report)
    {
        var played = report.Ticks.Count * model.TickMicroseconds / 1e6;
        shows = [.. shows.Where(show => show.Start < played)];
        var gestures = new List<GestureSeen>();
        var taken = new HashSet<long>();
        for (var index = 0; index < shows.Count; index++)
        {
            var show = shows[index];
            var end = show.End + StreamScore.GraceSeconds;
            if (index + 1 < shows.Count)
                end = Math.Min(end, shows[index + 1].Start);
            var belonging = decided.Where(message => SecondsOf(message) > show.Start && SecondsOf(message) <= end).ToArray();
            if (show.Gesture != Gesture.Nothing)
                taken.UnionWith(belonging.Select(message => message.Decision.Sequence));
            gestures.Add(Join(model.Labels[(int)show.Gesture], show, belonging));
        }

        var shown = gestures.Where((_, index) => shows[index].Gesture != Gesture.Nothing).ToArray();
        var ticks = report.Ticks;
        return new CameraReport
        {
            Network = model.Name,
            Seed = seed,
            Gestures = gestures,
            Shown = shown.Length,
            Hits = shown.Count(one => one.Seen.Length > 0 && Array.TrueForAll(one.Seen, label => label == one.Shown)),
            Wrong = shown.Count(one => Array.Exists(one.Seen, label => label != one.Shown)),
            FalseAlarms = decided.Count(message => !taken.Contains(message.Decision.Sequence)),
            Events = report.Samples,
            DroppedEvents = report.DroppedSamples,
            SynapticEventsPerSecond = Math.Round(report.Counters.TotalSynapticEvents / Math.Max(1e-9, ticks.Count * model.TickMicroseconds / 1e6)),
            TickP50Microseconds = ticks.Percentile(0.5) / 1e3,
            TickP99Microseconds = ticks.Percentile(0.99) / 1e3,
            TickMaxMicroseconds = ticks.MaxNanoseconds / 1e3,
            AllocatedBytesPerTick = report.AllocatedBytesPerTick,
            Seconds = report.Elapsed.TotalSeconds,
            ProcessorShare = report.ProcessorTime / report.Elapsed,
        };
    }

    private static GestureSeen Join(string label, GestureShow show, DecisionMessage[] belonging) => new(
        label, Math.Round(show.Start, 3), Math.Round(show.End, 3), [.. belonging.Select(message => message.Label)],
        belonging.Length == 0 ? null : Math.Round(belonging[0].Decision.Confidence / 32768.0, 3),
        belonging.Length == 0 ? null : Math.Round(SecondsOf(belonging[0]) - show.End, 3));

    /// <summary>As text.</summary>
    public void Print(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("    time  shown              seen               confidence   after its end");
        foreach (var gesture in Gestures)
            writer.WriteLine(Row(gesture));
        writer.WriteLine();
        writer.WriteLine($"{Hits} of {Shown} gestures seen, {Wrong} wrong; {FalseAlarms} false alarms");
        Line($"{Events} events, {DroppedEvents} dropped; {SynapticEventsPerSecond / 1e3:0} k synaptic operations per second");
        Line($"tick p50 {TickP50Microseconds:0.0} us, p99 {TickP99Microseconds:0.0} us, max {TickMaxMicroseconds:0.0} us; {AllocatedBytesPerTick:0.##} bytes allocated per tick");
        Line($"processor {100 * ProcessorShare:0.0} % of one core over {Seconds:0.0} s, display, start and the simulated camera included");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Row(GestureSeen gesture) => gesture.Confidence is null
        ? string.Create(CultureInfo.InvariantCulture, $"{gesture.Start,7:0.00} s {gesture.Shown,-18} -")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{gesture.Start,7:0.00} s {gesture.Shown,-18} {string.Join(' ', gesture.Seen),-18} {100 * gesture.Confidence,8:0} % {1000 * gesture.SecondsAfterEnd,14:+0;-0} ms");

    private static double SecondsOf(in DecisionMessage message) => message.StreamMicroseconds / 1e6;
}
