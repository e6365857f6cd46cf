using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Decoders;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Asks the shipped trigger again, with other thresholds, over confidences that were kept.</summary>
internal static class OperatingCurve
{
    private const int One = 1 << 15;
    private const double First = 0.30;
    private const double Last = 0.98;
    private const double Step = 0.02;

    /// <summary>Thresholds to try, ascending, the network's own among them; Q0.15.</summary>
    public static IEnumerable<int> Thresholds(DecoderModel decoder)
    {
        var thresholds = new SortedSet<int> { decoder.TriggerThreshold };
        for (var step = 0; First + (step * Step) <= Last + 1e-9; step++)
            thresholds.Add((int)Math.Round((First + (step * Step)) * One));
        return thresholds;
    }

    /// <summary>Decisions a network would have made with another threshold; re-arming scales with it.</summary>
    public static List<StreamDecision> Decide(NetworkModel model, ConfidenceTrack track, int threshold, int samplesPerTick)
    {
        var decoder = model.Decoder with
        {
            // The track is smoothed already.
            SmoothingTicks = 1,
            TriggerThreshold = threshold,
            RearmThreshold = (int)Math.Max(1, (long)model.Decoder.RearmThreshold * threshold / model.Decoder.TriggerThreshold),
        };
        var trigger = new Trigger(decoder, model.Labels.Length);
        var confidences = new int[model.Labels.Length];
        var decisions = new List<StreamDecision>();
        for (var tick = 0; tick < track.Ticks; tick++)
        {
            track.Read(tick, confidences);
            if (trigger.Update(tick, confidences, out var decision))
                decisions.Add(new StreamDecision(decision.Class, (tick + 1L) * samplesPerTick));
        }

        return decisions;
    }
}
