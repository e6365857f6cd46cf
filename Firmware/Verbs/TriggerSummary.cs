using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>What a trigger let through, on standard error at the end of a run.</summary>
internal static class TriggerSummary
{
    public static void Print(EdgeTrigger trigger, IEnumerable<TriggeredOutput> outputs, TextWriter writer)
    {
        var losses = trigger.Losses == 0 ? "" : $", lost {trigger.Losses} times";
        writer.WriteLine($"trigger {trigger.Address}: {trigger.Edges} edges, {outputs.Max(output => output.Withheld)} decisions withheld{losses}");
    }
}
