using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Quantize;

/// <summary>
/// The step between two neighbouring weights, per channel or per tensor. Projections into one population share their
/// steps where they can (same bits, both no convolution), so that the runtime sums weight units of all of them before it
/// multiplies once by the scale.
/// </summary>
internal static class WeightSteps
{
    private const int ClippingCandidates = 40;
    private const double SmallestRange = 0.3;

    // Short of 2^31 by more than rounding half a unit up at every synapse of the largest population can add.
    private const double LargestSum = (1L << 31) - (1L << 25);

    /// <summary>Largest weight of <paramref name="bits"/> bits; the range is used symmetrically.</summary>
    public static int LargestWeight(int bits) => (1 << (bits - 1)) - 1;

    /// <summary>Bits of a weight of projection <paramref name="index"/>: biases and potentials always get 16.</summary>
    public static int Bits(ReferenceModel model, int index, QuantizationOptions options)
    {
        var projection = model.Projections[index];
        return projection.Graded || ConstantSource.Feeds(model, projection) ? 16 : options.BitsOf(index);
    }

    /// <summary>
    /// Steps of every projection [potential]; length its channels, or 1 when not per channel. 0 where a channel has no weight.
    /// </summary>
    public static double[][] Choose(ReferenceModel model, QuantizationOptions options)
    {
        var steps = new double[model.Projections.Length][];
        var groups = Enumerable.Range(0, steps.Length).GroupBy(q => Group(model, q, options));
        foreach (var group in groups)
        {
            int[] members = [.. group];
            var shared = ForGroup(model, members, LargestWeight(Bits(model, members[0], options)), options);
            foreach (var q in members)
                steps[q] = shared;
        }
        return steps;
    }

    // Convolutions, biases and potentials stand alone: -1 .. is no other projection's group.
    private static (int Post, int Bits, int Alone) Group(ReferenceModel model, int q, QuantizationOptions options)
    {
        var projection = model.Projections[q];
        var alone = projection.Graded || projection.Storage == SynapseStorage.Convolution || ConstantSource.Feeds(model, projection);
        return (projection.Post, Bits(model, q, options), alone ? q : -1);
    }

    private static double[] ForGroup(ReferenceModel model, int[] members, int largest, QuantizationOptions options)
    {
        var first = model.Projections[members[0]];
        var channels = options.PerChannel ? SynapseLayout.Channels(model, first) : 1;
        var weights = Split(model, members, channels);
        var exactSums = SmallestForSums(model, members, channels);
        var clips = options.Clipping == WeightClipping.LeastSquares && !first.Graded && !ConstantSource.Feeds(model, first);
        var steps = new double[channels];
        for (var j = 0; j < channels; j++)
        {
            var peak = weights[j].Length == 0 ? 0 : weights[j].Max(Math.Abs);
            steps[j] = ExactStep(weights[j], peak, largest);
            if (steps[j] == 0)
                steps[j] = clips ? LeastSquares(weights[j], peak / largest, largest) : peak / largest;
            steps[j] = Math.Max(steps[j], exactSums[j]);
        }
        return steps;
    }

    private static double[][] Split(ReferenceModel model, int[] members, int channels)
    {
        if (channels == 1)
            return [members.Length == 1 ? model.Projections[members[0]].Weights : [.. members.SelectMany(q => model.Projections[q].Weights)]];
        var counts = new int[channels];
        foreach (var (_, channel) in Weights(model, members))
            counts[channel]++;
        var split = Array.ConvertAll(counts, n => new double[n]);
        foreach (var (weight, channel) in Weights(model, members))
            split[channel][--counts[channel]] = weight;
        return split;
    }

    private static IEnumerable<(double Weight, int Channel)> Weights(ReferenceModel model, int[] members)
    {
        foreach (var q in members)
        {
            var projection = model.Projections[q];
            var postSize = model.Populations[projection.Post].Size;
            for (var k = 0; k < projection.Weights.Length; k++)
                yield return (projection.Weights[k], SynapseLayout.ChannelOf(projection, k, postSize));
        }
    }

    // A sum of weight units must fit the 32 bits of its accumulator, whatever spikes at once.
    private static double[] SmallestForSums(ReferenceModel model, int[] members, int channels)
    {
        var smallest = new double[channels];
        var projections = Array.ConvertAll(members, q => model.Projections[q]);
        if (projections[0].Graded)
            return smallest;
        var (up, down) = InputBounds.OneTick(model, projections, model.Populations[projections[0].Post].Size, []);
        for (var j = 0; j < up.Length; j++)
        {
            var channel = channels == 1 ? 0 : j % channels;
            smallest[channel] = Math.Max(smallest[channel], (up[j] + down[j]) / LargestSum);
        }
        return smallest;
    }

    // Weights that are whole multiples of a power of two stay exact, as those of pooling and of hand-made networks are.
    private static double ExactStep(double[] weights, double peak, int largest)
    {
        if (peak == 0)
            return 0;
        var step = Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(peak / largest)));
        return Array.TrueForAll(weights, w => w / step == Math.Round(w / step)) ? step : 0;
    }

    private static double LeastSquares(double[] channel, double full, int largest)
    {
        var best = full;
        var bestError = SquaredError(channel, full, largest);
        for (var i = 1; i < ClippingCandidates && full > 0; i++)
        {
            var step = full * (1 - (i * (1 - SmallestRange) / ClippingCandidates));
            var error = SquaredError(channel, step, largest);
            if (error < bestError)
                (best, bestError) = (step, error);
        }
        return best;
    }

    private static double SquaredError(double[] channel, double step, int largest)
    {
        if (step == 0)
            return 0;
        var sum = 0.0;
        foreach (var value in channel)
        {
            var error = value - (step * Math.Clamp(Math.Round(value / step), -largest, largest));
            sum += error * error;
        }
        return sum;
    }
}
