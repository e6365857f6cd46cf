namespace EdgeSnn.Runtime;

/// <summary>The rules of <see cref="NetworkModelValidation"/> for decoder and labels, given checked populations.</summary>
internal static class DecoderRules
{
    private const int MaxQ15 = short.MaxValue;
    private const int MaxClasses = 1024;

    public static void Check(NetworkModel model)
    {
        var decoder = model.Decoder;
        NetworkModelValidation.RequireNotNull("decoder", decoder);
        NetworkModelValidation.RequireRange("decoder.kind", (int)decoder.Kind, 0, Catalog.Decoders.Count - 1);
        NetworkModelValidation.RequireRange("decoder.population", decoder.Population, 1, model.Populations.Length - 1);
        NetworkModelValidation.RequireRange("decoder.windowTicks", decoder.WindowTicks, 1, 4096);
        NetworkModelValidation.RequireRange("decoder.smoothingTicks", decoder.SmoothingTicks, 1, 1024);
        NetworkModelValidation.RequireRange("decoder.triggerThreshold", decoder.TriggerThreshold, 1, MaxQ15);
        NetworkModelValidation.RequireRange("decoder.rearmThreshold", decoder.RearmThreshold, 1, decoder.TriggerThreshold);
        NetworkModelValidation.RequireRange("decoder.refractoryTicks", decoder.RefractoryTicks, 0, 65535);
        NetworkModelValidation.RequireRange("decoder.confidenceGain", decoder.ConfidenceGain, 1, 65535);
        var classes = model.Populations[decoder.Population].Size;
        CheckLabels(model, classes);
        NetworkModelValidation.RequireRange("decoder.restClass", decoder.RestClass, -1, classes - 1);
        NetworkModelValidation.RequireNotNull("decoder.quietClasses", decoder.QuietClasses);
        NetworkModelValidation.RequireRange("decoder.quietClasses.length", decoder.QuietClasses.Length, 0, classes);
        for (var index = 0; index < decoder.QuietClasses.Length; index++)
            NetworkModelValidation.RequireRange(
                "decoder.quietClasses", index, decoder.QuietClasses[index], 0, classes - 1);
    }

    private static void CheckLabels(NetworkModel model, int classes)
    {
        NetworkModelValidation.RequireNotNull("labels", model.Labels);
        NetworkModelValidation.RequireRange("decoder.population.size", classes, 1, MaxClasses);
        NetworkModelValidation.RequireRange("labels.length", model.Labels.Length, classes, classes);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < model.Labels.Length; index++)
        {
            NetworkModelValidation.CheckName($"labels[{index}]", model.Labels[index]);
            NetworkModelValidation.Require(
                seen.Add(model.Labels[index]), $"labels[{index}]", model.Labels[index], "a label of its own");
        }
    }
}
