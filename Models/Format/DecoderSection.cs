using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Format;

/// <summary>The decoder and its trigger.</summary>
internal static class DecoderSection
{
    public static void Write(SectionWriter to, DecoderModel decoder)
    {
        to.Byte((int)decoder.Kind);
        to.Count(decoder.Population);
        to.Count(decoder.WindowTicks);
        to.Count(decoder.SmoothingTicks);
        to.UInt16(decoder.TriggerThreshold);
        to.UInt16(decoder.RearmThreshold);
        to.Count(decoder.RefractoryTicks);
        to.Count(decoder.QuietClasses.Length);
        foreach (var quiet in decoder.QuietClasses)
            to.Count(quiet);
        to.Signed(decoder.RestClass);
        to.Signed(decoder.ConfidenceGain);
    }

    public static DecoderModel Read(ref SectionReader from, int populations, int labels)
    {
        return new()
        {
            Kind = (DecoderKind)from.Choice("kind", (int)DecoderKind.MaxPotential),
            Population = from.Bounded("population", 0, populations - 1),
            WindowTicks = from.Bounded("window", 1, 4096),
            SmoothingTicks = from.Bounded("smoothing", 1, 1024),
            TriggerThreshold = from.UInt16("trigger threshold"),
            RearmThreshold = from.UInt16("rearm threshold"),
            RefractoryTicks = from.Bounded("refractory ticks", 0, ushort.MaxValue),
            QuietClasses = ReadQuietClasses(ref from, labels),
            RestClass = from.Signed("rest class"),
            ConfidenceGain = from.Signed("confidence gain"),
        };
    }

    private static int[] ReadQuietClasses(ref SectionReader from, int labels)
    {
        var quiet = new int[from.Count("quiet class count", labels)];
        for (var i = 0; i < quiet.Length; i++)
            quiet[i] = from.Bounded("quiet class", 0, labels - 1);
        return quiet;
    }
}
