using System.Globalization;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs;

/// <summary>A network as plain text.</summary>
internal static class InfoText
{
    /// <summary>Everything that <c>edgesnn info</c> knows.</summary>
    public static void Print(NetworkInfo info, TextWriter writer)
    {
        Line($"{info.Name}: {info.Neurons} neurons, {info.Synapses} synapses of which {info.NonZeroWeights} are not 0");
        if (info.Description.Length > 0)
            writer.WriteLine(OneLine.Of(info.Description));
        Line($"tick         {info.TickMicroseconds / 1000.0} ms");
        Line($"file         {info.FileBytes} bytes");
        Line($"memory       {info.NetworkBytes} bytes, allocated once");
        Line($"labels       {string.Join(" ", info.Labels)}");
        Line($"encoder      {info.Encoder.Name}: {string.Join(", ", info.Encoder.Parameters.Select(one => $"{one.Name} {one.Value}"))}");
        PrintParts(info, writer);
        var decoder = info.Decoder;
        Line($"decoder      {decoder.Kind}: window {decoder.WindowTicks} ticks, smoothing {decoder.SmoothingTicks} ticks");
        Line($"trigger      at {decoder.TriggerThreshold / 32768.0:0.000}, again below {decoder.RearmThreshold / 32768.0:0.000}, {decoder.RefractoryTicks} ticks apart");
        if (decoder.QuietClasses.Length > 0)
            Line($"never fires  {string.Join(" ", decoder.QuietClasses.Select(quiet => info.Labels[quiet]))}");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Populations and projections, one line each.</summary>
    public static void PrintParts(NetworkInfo info, TextWriter writer)
    {
        writer.WriteLine("populations");
        foreach (var one in info.Populations)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.Name,-12} {one.Size,6} x {one.Kind}{Traits(one)}"));
        writer.WriteLine("projections");
        foreach (var one in info.Projections)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {$"{one.Pre} -> {one.Post}",-22} delay {one.DelayTicks,3} ticks, int{one.WeightBits}, {Describe(one)}, {one.NonZeroWeights} of {one.Synapses} synapses not 0"));
        }
    }

    private static string Traits(PopulationInfo one)
    {
        var traits = "";
        if (one.Shape is [var height, var width, var channels])
            traits += $", {height} x {width} grid of {channels} channel{(channels == 1 ? "" : "s")}";
        if (one.FractionBits > 0)
            traits += $", {one.FractionBits} fraction bits";
        if (one.Reset is { } reset && reset != $"{ResetMode.ToValue}")
            traits += $", reset {reset}";
        if (one.MaxSpikesPerTick > 1)
            traits += $", up to {one.MaxSpikesPerTick} spikes per tick";
        return one.HasFloor ? traits + ", with a floor" : traits;
    }

    private static string Describe(ProjectionInfo one)
    {
        var text = one.Storage;
        if (one.Convolution is { } geometry)
        {
            text = $"{geometry.KernelHeight} x {geometry.KernelWidth} {text}, stride {geometry.StrideY} x {geometry.StrideX}";
            if (geometry.DilationY * geometry.DilationX > 1)
                text += $", dilation {geometry.DilationY} x {geometry.DilationX}";
            if (geometry.Groups > 1)
                text += $", {geometry.Groups} groups";
        }

        if (one.PooledRows > 0)
            text += $", pooled to {one.PooledRows} rows";
        return one.IsGraded ? text + ", graded" : text;
    }
}
