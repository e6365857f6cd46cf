using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>How well a network does on clips: what <c>edgesnn eval --json</c> prints.</summary>
public sealed record ClipReport
{
    public required string Model { get; init; }
    public required string Data { get; init; }
    public required int Clips { get; init; }
    public required int Correct { get; init; }

    /// <summary>Share of clips whose verdict is their label.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>Wilson's 95 % interval of the accuracy.</summary>
    public required WilsonInterval Interval { get; init; }

    public required string[] Labels { get; init; }

    /// <summary>[label][verdict] clips.</summary>
    public required int[][] Confusion { get; init; }

    /// <summary>Share of each label's clips that were recognised; null for a label without clips.</summary>
    public required double?[] Recall { get; init; }

    /// <summary>Length of all clips of sound; null for events.</summary>
    public required double? AudioSeconds { get; init; }

    /// <summary>Length of all recordings of events; null for sound.</summary>
    public required double? EventSeconds { get; init; }

    public required double InputSpikesPerSecond { get; init; }
    public required double SpikesPerSecond { get; init; }
    public required double SynapticEventsPerSecond { get; init; }

    /// <summary>Processor seconds per second of recording, from samples to verdict.</summary>
    public required double CpuSecondsPerSecond { get; init; }

    /// <summary>What measured it: the thread's processor time or the wall clock.</summary>
    public required string CpuClock { get; init; }

    /// <summary>Share of clips for which the double-precision reference has the same verdict; null when not asked.</summary>
    public required double? ReferenceAgreement { get; init; }

    /// <summary>Accuracy of the double-precision reference; null when not asked.</summary>
    public required double? ReferenceAccuracy { get; init; }

    public required IReadOnlyList<string> BadClips { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Sums up an evaluation.</summary>
    public static ClipReport Of(NetworkModel model, string data, ClipSet set, ClipOutcome outcome)
    {
        var heard = new List<(int Label, ClipResult Result)>();
        var confusion = new ConfusionMatrix(model.Labels.Length);
        for (var index = 0; index < set.Clips.Count; index++)
        {
            if (outcome.Results[index] is not { } result)
                continue;
            heard.Add((set.Clips[index].Label, result));
            confusion.Add(set.Clips[index].Label, result.Verdict);
        }

        var correct = heard.Count(one => one.Result.Verdict == one.Label);
        var seconds = heard.Sum(one => one.Result.Seconds);
        var isAudio = NetworkInput.IsAudio(model);
        var asked = heard.Exists(one => one.Result.ReferenceVerdict >= 0);
        return new ClipReport
        {
            Model = model.Name,
            Data = data,
            Clips = heard.Count,
            Correct = correct,
            Accuracy = Rate(correct, heard.Count),
            Interval = WilsonInterval.Of(correct, heard.Count),
            Labels = model.Labels,
            Confusion = confusion.Counts,
            Recall = confusion.Recall,
            AudioSeconds = isAudio ? seconds : null,
            EventSeconds = isAudio ? null : seconds,
            InputSpikesPerSecond = PerSecond(heard.Sum(one => one.Result.InputSpikes)),
            SpikesPerSecond = PerSecond(heard.Sum(one => one.Result.Spikes)),
            SynapticEventsPerSecond = PerSecond(heard.Sum(one => one.Result.SynapticEvents)),
            CpuSecondsPerSecond = PerSecond(heard.Sum(one => one.Result.Nanoseconds)) / 1e9,
            CpuClock = ThreadClock.Name,
            ReferenceAgreement = asked ? Rate(heard.Count(one => one.Result.ReferenceVerdict == one.Result.Verdict), heard.Count) : null,
            ReferenceAccuracy = asked ? Rate(heard.Count(one => one.Result.ReferenceVerdict == one.Label), heard.Count) : null,
            BadClips = outcome.Faults,
            Notes = set.Notes,
            Seconds = outcome.Elapsed.TotalSeconds,
        };

        double PerSecond(long count) => seconds == 0 ? 0 : count / seconds;
    }

    private static double? Rate(int part, int whole) => whole == 0 ? null : part / (double)whole;
}
