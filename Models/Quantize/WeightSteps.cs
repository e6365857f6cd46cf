using EdgeSnn.Models.Reference;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// The step between two neighbouring weights, per post neuron and shared by all projections into a population, so that
/// the runtime sums weight units of all of them before it multiplies once by the scale.
/// </summary>
internal static class WeightSteps
{
    private const int ClippingCandidates = 20;
    private const double SmallestRange = 0.3;

    /// <summary>Largest weight of <paramref name="bits"/> bits; the range is used symmetrically.</summary>
    public static int LargestWeight(int bits) => (1 << (bits - 1)) - 1;

    /// <summary>
    /// Steps into population <paramref name="post"/> [potential]; length its size, or 1 when not per channel. 0 where a
    /// channel has no weight.
    /// </summary>
    public static double[] Choose(ReferenceModel model, int post, QuantizationOptions options)
    {
        var size = model.Populations[post].Size;
        var channels = Channels(model, post, options);
        if (!options.PerChannel)
            channels = [channels.SelectMany(c => c).ToList()];
        var steps = new double[options.PerChannel ? size : 1];
        for (var j = 0; j < steps.Length; j++)
        {
            steps[j] = channels[j].Count == 0 ? 0 : channels[j].Max(w => Math.Abs(w.Value) / w.Largest);
            if (options.Clipping == WeightClipping.LeastSquares)
                steps[j] = LeastSquares(channels[j], steps[j]);
        }
        return steps;
    }

    private static List<(double Value, int Largest)>[] Channels(ReferenceModel model, int post, QuantizationOptions options)
    {
        var channels = new List<(double Value, int Largest)>[model.Populations[post].Size];
        for (var j = 0; j < channels.Length; j++)
            channels[j] = [];
        for (var q = 0; q < model.Projections.Length; q++)
        {
            var projection = model.Projections[q];
            if (projection.Post != post)
                continue;
            var largest = LargestWeight(options.BitsOf(q));
            for (var k = 0; k < projection.Weights.Length; k++)
                channels[SynapseLayout.PostOf(projection, k, channels.Length)].Add((projection.Weights[k], largest));
        }
        return channels;
    }

    private static double LeastSquares(List<(double Value, int Largest)> channel, double full)
    {
        var best = full;
        var bestError = SquaredError(channel, full);
        for (var i = 1; i < ClippingCandidates && full > 0; i++)
        {
            var step = full * (1 - (i * (1 - SmallestRange) / ClippingCandidates));
            var error = SquaredError(channel, step);
            if (error < bestError)
                (best, bestError) = (step, error);
        }
        return best;
    }

    private static double SquaredError(List<(double Value, int Largest)> channel, double step)
    {
        if (step == 0)
            return 0;
        var sum = 0.0;
        foreach (var (value, largest) in channel)
        {
            var error = value - (step * Math.Clamp(Math.Round(value / step), -largest, largest));
            sum += error * error;
        }
        return sum;
    }
}
