namespace EdgeSnn.Training;

/// <summary>
/// Keeps the largest weights of a projection by their folded magnitude: with several delays to choose from, what is
/// left is a learned delay. The share kept falls along a cubic (Zhu, Gupta 2017) and pruned weights stay at 0.
/// </summary>
public static class Pruning
{
    /// <summary>Share kept at <paramref name="progress"/> (0 .. 1 of training): 1 before the ramp, <paramref name="final"/> after it.</summary>
    public static float ShareKept(float progress, float final, float from = 0.15f, float to = 0.6f)
    {
        if (progress <= from) return 1f;
        if (progress >= to) return final;
        var left = 1f - (progress - from) / (to - from);
        return final + (1f - final) * left * left * left;
    }

    public static void Prune(ISynapses projection, float[]? gamma, float[]? meanSquare, float share)
    {
        if (share >= 1f) return;
        var weights = projection.Weights;
        var width = projection.Width;
        var magnitudes = new float[weights.Value.Length];
        for (var k = 0; k < magnitudes.Length; k++)
        {
            var post = k % width;
            var scale = gamma is null ? 1f : MathF.Abs(gamma[post]) / MathF.Sqrt(meanSquare![post] + 1e-6f);
            magnitudes[k] = MathF.Abs(weights.Value[k]) * scale;
        }

        var sorted = (float[])magnitudes.Clone();
        Array.Sort(sorted);
        var threshold = sorted[sorted.Length - Math.Max(1, (int)(projection.WeightCount * share))];
        var mask = weights.Mask ??= new float[weights.Value.Length];
        for (var k = 0; k < mask.Length; k++) mask[k] = magnitudes[k] >= threshold && magnitudes[k] > 0 ? 1f : 0f;
        weights.ApplyMask();
        projection.ShareKept = share;
    }
}
