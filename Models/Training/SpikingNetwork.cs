using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>Sizes and delays of a network: channels, two hidden layers, classes.</summary>
public sealed record NetworkShape(int Channels, int Hidden1, int Hidden2, int Classes, int[] Delays1, int[] Delays2, int[] Delays3)
{
    /// <summary>When given, kernels of this geometry lie before the first hidden layer instead of a synapse for every pair.</summary>
    public ConvolutionModel? Grid1 { get; init; }

    /// <summary>As <see cref="Grid1"/>, before the second hidden layer.</summary>
    public ConvolutionModel? Grid2 { get; init; }
}

/// <summary>Two spiking layers and a readout, trained as one.</summary>
public sealed class SpikingNetwork
{
    public SpikingNetwork(NetworkShape shape, float weightDecay = 1e-4f)
    {
        Shape = shape;
        First = new SpikingLayer(Synapses(shape.Grid1, (shape.Channels, shape.Hidden1), shape.Delays1, weightDecay));
        Second = new SpikingLayer(Synapses(shape.Grid2, (shape.Hidden1, shape.Hidden2), shape.Delays2, weightDecay));
        Readout = new ReadoutLayer(new DelayedProjection(shape.Hidden2, shape.Classes, shape.Delays3, weightDecay));
        Parameters =
        [
            First.Projection.Weights, First.Gamma, First.Bias, First.CurrentLogit, First.MembraneLogit,
            Second.Projection.Weights, Second.Gamma, Second.Bias, Second.CurrentLogit, Second.MembraneLogit,
            Readout.Projection.Weights, Readout.Bias, Readout.Logit,
        ];
    }

    public NetworkShape Shape { get; }

    public SpikingLayer First { get; }

    public SpikingLayer Second { get; }

    public ReadoutLayer Readout { get; }

    public Parameter[] Parameters { get; }

    public void Initialize(int seed)
    {
        var dice = new Dice((ulong)seed + 77);
        First.Initialize(dice);
        Second.Initialize(dice);
        Readout.Initialize(dice);
    }

    /// <summary>Fills <see cref="ReadoutLayer.Potentials"/>; a null <paramref name="dice"/> means evaluation.</summary>
    public void Forward(SpikeBatch input, float dropout = 0f, Dice? dice = null)
    {
        First.Forward(input, dropout, dice);
        Second.Forward(First.Output, dropout, dice);
        Readout.Forward(Second.Output);
    }

    /// <summary>From <see cref="ReadoutLayer.PotentialGradient"/> to all parameters' gradients.</summary>
    public void Backward(SpikeBatch input, float rateWeight, float rateTarget)
    {
        Readout.Backward(Second.Output, Second.SpikeGradient);
        if (rateWeight > 0) Second.PenalizeRates(rateWeight, rateTarget);
        var deltas = Second.Backward(First.Output);
        Second.Projection.BackwardSpikes(First.Output, deltas, First.SpikeGradient);
        if (rateWeight > 0) First.PenalizeRates(rateWeight, rateTarget);
        First.Backward(input);
    }

    /// <summary>Takes over a folded network, its pruning included, to train it further.</summary>
    public void ContinueFrom(SpikingNetwork folded)
    {
        FreezeNorm();
        for (var k = 0; k < Parameters.Length; k++) folded.Parameters[k].Value.CopyTo(Parameters[k].Value, 0);
        foreach (var projection in new ISynapses[] { First.Projection, Second.Projection, Readout.Projection })
        {
            var weights = projection.Weights;
            weights.Mask = Array.ConvertAll(weights.Value, weight => weight != 0f ? 1f : 0f);
            projection.ShareKept = (float)weights.Value.Count(weight => weight != 0f) / projection.WeightCount;
        }

        Array.Fill(First.RunningSquare, 1f - 1e-6f);
        Array.Fill(Second.RunningSquare, 1f - 1e-6f);
    }

    public void FreezeNorm()
    {
        First.IsNormFrozen = true;
        Second.IsNormFrozen = true;
    }

    /// <summary>
    /// Moves <paramref name="average"/> toward this network's folded form (norm scales multiplied into the weights) by
    /// the share <paramref name="rate"/>; rate 1 copies. The average of folded networks is what ships.
    /// </summary>
    public void FoldInto(SpikingNetwork average, float rate)
    {
        FoldLayer(First, average.First, rate);
        FoldLayer(Second, average.Second, rate);
        Blend(Readout.Projection.Weights.Value, average.Readout.Projection.Weights.Value, rate);
        Blend(Readout.Bias.Value, average.Readout.Bias.Value, rate);
        Blend(Readout.Logit.Value, average.Readout.Logit.Value, rate);
    }

    private static void FoldLayer(SpikingLayer from, SpikingLayer to, float rate)
    {
        var width = from.Projection.Width;
        var scale = new float[width];
        for (var k = 0; k < width; k++) scale[k] = from.Gamma.Value[k] / MathF.Sqrt(from.RunningSquare[k] + 1e-6f);
        var (w, average) = (from.Projection.Weights.Value, to.Projection.Weights.Value);
        for (var start = 0; start < w.Length; start += width)
            for (var k = 0; k < width; k++)
                average[start + k] += rate * (w[start + k] * scale[k] - average[start + k]);
        Blend(from.Bias.Value, to.Bias.Value, rate);
        Blend(from.CurrentLogit.Value, to.CurrentLogit.Value, rate);
        Blend(from.MembraneLogit.Value, to.MembraneLogit.Value, rate);
        Array.Fill(to.Gamma.Value, 1f);
        Array.Fill(to.RunningSquare, 1f - 1e-6f);
        to.IsNormFrozen = true;
    }

    private static ISynapses Synapses(ConvolutionModel? grid, (int Pre, int Post) size, int[] delays, float weightDecay)
    {
        if (grid is null) return new DelayedProjection(size.Pre, size.Post, delays, weightDecay);
        var projection = new ConvolvedProjection(grid, delays, weightDecay);
        if ((projection.Pre, projection.PaddedPost) != size)
            throw new ArgumentException($"A grid of {projection.Pre} to {projection.PaddedPost} neurons between layers of {size.Pre} and {size.Post}.", nameof(grid));
        return projection;
    }

    private static void Blend(float[] from, float[] to, float rate)
    {
        for (var k = 0; k < from.Length; k++) to[k] += rate * (from[k] - to[k]);
    }
}
