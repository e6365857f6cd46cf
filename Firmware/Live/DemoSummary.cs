using System.Globalization;
using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Live;

/// <summary>What was said beside what was heard, and what that cost.</summary>
internal static class DemoSummary
{
    /// <summary>Prints the closing summary.</summary>
    public static void Print(Transcript transcript, IReadOnlyList<DecisionMessage> heard, DeviceReport report, TextWriter writer)
    {
        var taken = new HashSet<long>();
        var (commands, hits, wrong, others, accepted) = (0, 0, 0, 0, 0);
        writer.WriteLine();
        writer.WriteLine("    time  said        expected    heard       confidence   after the word's end");
        for (var index = 0; index < transcript.Utterances.Count; index++)
        {
            var utterance = transcript.Utterances[index];
            var end = utterance.End + StreamScore.GraceSeconds;
            if (index + 1 < transcript.Utterances.Count)
                end = Math.Min(end, transcript.Utterances[index + 1].Start);
            var belonging = heard.Where(message => Seconds(message) > utterance.Start && Seconds(message) <= end).ToArray();
            taken.UnionWith(belonging.Select(message => message.Decision.Sequence));
            var isCommand = utterance.Label != LabelNames.UnknownLabel;
            commands += isCommand ? 1 : 0;
            others += isCommand ? 0 : 1;
            hits += Array.Exists(belonging, message => message.Label == utterance.Label) ? 1 : 0;
            wrong += isCommand && Array.Exists(belonging, message => message.Label != utterance.Label) ? 1 : 0;
            accepted += !isCommand && belonging.Length > 0 ? 1 : 0;
            writer.WriteLine(Row(utterance, isCommand, belonging));
        }

        var stray = heard.Count(message => !taken.Contains(message.Decision.Sequence));
        writer.WriteLine();
        writer.WriteLine($"{hits} of {commands} commands heard, {wrong} wrong; {accepted} of {others} other words accepted; {stray} false alarms");
        PrintCost(report, writer);
    }

    private static string Row(Utterance utterance, bool isCommand, DecisionMessage[] belonging)
    {
        var said = utterance.Word ?? utterance.Label;
        var expected = isCommand ? utterance.Label : "-";
        if (belonging.Length == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{utterance.Start,7:0.00} s {said,-11} {expected,-11} -");
        var first = belonging[0];
        var labels = string.Join(' ', belonging.Select(message => message.Label));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{utterance.Start,7:0.00} s {said,-11} {expected,-11} {labels,-11} {first.Decision.Confidence / 327.68,8:0} % {1000 * (Seconds(first) - utterance.End),16:+0;-0} ms");
    }

    private static void PrintCost(DeviceReport report, TextWriter writer)
    {
        var ticks = report.Ticks;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"tick p50 {ticks.Percentile(0.5) / 1e3:0.0} us, p99 {ticks.Percentile(0.99) / 1e3:0.0} us, max {ticks.MaxNanoseconds / 1e3:0.0} us; {report.AllocatedBytesPerTick:0.##} bytes allocated per tick"));
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"processor {100 * report.ProcessorTime / report.Elapsed:0.0} % of one core over {report.Elapsed.TotalSeconds:0.0} s, display and start included; {report.DroppedSamples} samples dropped, {report.LateTicks} late ticks"));
    }

    private static double Seconds(in DecisionMessage message) => message.StreamMicroseconds / 1e6;
}
