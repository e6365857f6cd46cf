using EdgeSnn.Runtime;
using EdgeSnn.Training;

namespace EdgeSnn.Tests.Training;

/// <summary>
/// Gradients against finite differences. A spike is a step, so it has no slope to compare with; what lies behind the
/// spikes is smooth: readout, loss, and the membrane as long as nothing fires.
/// </summary>
public class GradientTests
{
    private const int Rows = 3;
    private const int Ticks = 24;
    private const int Channels = 16;

    [Fact]
    public void Readout_and_loss_agree_with_finite_differences()
    {
        var input = Spikes(1);
        var readout = new ReadoutLayer(new DelayedProjection(Channels, 4, [0, 3], 0f));
        readout.Initialize(new Dice(5));
        var loss = new WordLoss(new LossOptions(Rest: 3, Window: 5, Smoothing: 0.1f, QuietWeight: 0.5f, MeanWeight: 0.5f), 4, readout.Width);
        RowTarget[] targets = [new(0, 4, 18), new(3, 0, 0), new(2, 8, 24)];

        double Loss()
        {
            readout.Forward(input);
            return loss.Apply(readout.Potentials, readout.PotentialGradient, targets, Ticks).Loss;
        }

        Loss();
        readout.Backward(input, new float[Rows * Ticks * Channels]);
        // Every second synapse of one delay, the biases and the decays.
        CheckSlopes(readout.Projection.Weights, Enumerable.Range(0, 8).Select(pre => pre * 2 * readout.Width + pre % 3), Loss);
        CheckSlopes(readout.Bias, [0, 1, 2, 3], Loss);
        CheckSlopes(readout.Logit, [0, 1, 2, 3], Loss);
    }

    [Fact]
    public void Pruned_product_equals_the_dense_one()
    {
        var projection = new DelayedProjection(64, 64, [0, 2, 5], 0f);
        projection.Initialize(new Dice(6));
        Pruning.Prune(projection, null, null, 0.1f);
        var spikes = new SpikeBatch(64);
        spikes.Begin(Rows, Ticks);
        var deltas = Randoms(Rows * Ticks * 64, 7);
        var sparse = new float[Rows * Ticks * 64];
        var dense = new float[Rows * Ticks * 64];
        projection.BackwardSpikes(spikes, deltas, sparse);
        projection.ShareKept = 1f;
        projection.BackwardSpikes(spikes, deltas, dense);
        for (var k = 0; k < dense.Length; k++) Assert.Equal(dense[k], sparse[k], 1e-4f);
    }

    [Fact]
    public void Convolved_projection_equals_the_dense_one_with_the_same_synapses()
    {
        var grid = new ConvolutionModel
        {
            InHeight = 5, InWidth = 6, InChannels = 16, OutHeight = 3, OutWidth = 3, OutChannels = 16,
            KernelHeight = 3, KernelWidth = 2, StrideY = 2, StrideX = 2, PadTop = 1,
        };
        var shared = new ConvolvedProjection(grid, [0, 2], 0f);
        shared.Initialize(new Dice(11));
        var (dense, places) = Spread(grid, shared);
        var input = Spikes(12, shared.Pre);
        var (expected, actual) = (new float[Rows * Ticks * dense.PaddedPost], new float[Rows * Ticks * shared.PaddedPost]);
        dense.Forward(input, expected);
        shared.Forward(input, actual);
        AssertClose(expected, actual);

        var deltas = Randoms(expected.Length, 13);
        (expected, actual) = (new float[Rows * Ticks * dense.Pre], new float[Rows * Ticks * shared.Pre]);
        dense.BackwardSpikes(input, deltas, expected);
        shared.BackwardSpikes(input, deltas, actual);
        AssertClose(expected, actual);

        dense.AccumulateGradient(input, deltas);
        shared.AccumulateGradient(input, deltas);
        var sums = new float[shared.WeightCount];
        for (var k = 0; k < places.Length; k++)
            if (places[k] >= 0) sums[places[k]] += dense.Weights.Gradient[k];
        AssertClose(sums, shared.Weights.Gradient);
    }

    [Fact]
    public void Shared_bias_takes_the_gradients_of_all_its_positions()
    {
        var grid = new ConvolutionModel
        {
            InHeight = 2, InWidth = 2, InChannels = 4, OutHeight = 2, OutWidth = 2, OutChannels = 16, KernelHeight = 1, KernelWidth = 1,
        };
        var layer = new SpikingLayer(new ConvolvedProjection(grid, [0], 0f)) { IsNormFrozen = true };
        layer.Initialize(new Dice(14));
        Array.Clear(layer.Projection.Weights.Value);
        layer.Forward(Spikes(15, 16), 0f, null);
        // Feature 3 at two of the four positions, in the first tick: the surrogate of a membrane at rest is 0.1 for each.
        layer.SpikeGradient[3] = layer.SpikeGradient[16 + 3] = 1f;
        layer.Backward(Spikes(15, 16));
        Assert.Equal(0.2, layer.Bias.Gradient[3], 1e-5);
        Assert.Equal(16, layer.Bias.Gradient.Length);
    }

    [Fact]
    public void Matrix_product_equals_the_naive_loop()
    {
        var shape = new MatrixShape(7, 80, 13);
        var (a, b) = (Randoms(7 * 13, 8), Randoms(13 * 80, 9));
        var c = new float[7 * 80];
        MatrixProduct.AddTo(a, b, c, shape);
        for (var row = 0; row < 7; row++)
            for (var column = 0; column < 80; column++)
            {
                var sum = 0.0;
                for (var k = 0; k < 13; k++) sum += a[row * 13 + k] * b[k * 80 + column];
                Assert.Equal(sum, c[row * 80 + column], 1e-4);
            }
    }

    [Fact]
    public void Membrane_agrees_with_finite_differences_below_threshold()
    {
        // Weighted sum of the membrane's own surrogate path: with no spike the layer's gradient through time must equal
        // that of a leaky integrator, which is what the surrogate's value at rest scales.
        var input = Spikes(2);
        var layer = new SpikingLayer(new DelayedProjection(Channels, 16, [0, 2], 0f)) { IsNormFrozen = true };
        layer.Initialize(new Dice(10));
        for (var k = 0; k < layer.Projection.Weights.Value.Length; k++) layer.Projection.Weights.Value[k] *= 1e-3f;
        layer.Forward(input, 0f, null);
        Assert.Equal(0, layer.Output.Count);
        // d loss / d spike of 1 at the last tick of row 0, neuron 0; surrogate there is 1 / (1 + 9 (u - 1)^2) with u near 0.
        layer.SpikeGradient[(Ticks - 1) * 16] = 1f;
        layer.Backward(input);
        var current = 1f / (1f + MathF.Exp(-layer.CurrentLogit.Value[0]));
        var membrane = 1f / (1f + MathF.Exp(-layer.MembraneLogit.Value[0]));
        double bias = 0, power = 1;
        for (var tick = 0; tick < Ticks; tick++, power *= membrane) bias += power;
        Assert.Equal(0.1 * bias, layer.Bias.Gradient[0], 5e-3);
        Assert.True(current is > 0 and < 1);
    }

    private static void CheckSlopes(Parameter parameter, IEnumerable<int> indices, Func<double> loss)
    {
        const float step = 1e-3f;
        foreach (var index in indices)
        {
            var kept = parameter.Value[index];
            parameter.Value[index] = kept + step;
            var above = loss();
            parameter.Value[index] = kept - step;
            var below = loss();
            parameter.Value[index] = kept;
            Assert.Equal((above - below) / (2 * step), parameter.Gradient[index], 2e-3);
        }
    }

    /// <summary>Every synapse of a convolution on its own, and which shared weight it is (-1 for none).</summary>
    private static (DelayedProjection Dense, int[] Places) Spread(ConvolutionModel grid, ConvolvedProjection shared)
    {
        var dense = new DelayedProjection(shared.Pre, shared.PaddedPost, shared.Delays, 0f);
        var places = new int[dense.Weights.Value.Length];
        Array.Fill(places, -1);
        for (var k = 0; k < shared.WeightCount; k++)
        {
            var (rest, o) = Math.DivRem(k, grid.OutChannels);
            (rest, var c) = Math.DivRem(rest, grid.InChannels);
            (rest, var kx) = Math.DivRem(rest, grid.KernelWidth);
            var (tap, ky) = Math.DivRem(rest, grid.KernelHeight);
            for (var oy = 0; oy < grid.OutHeight; oy++)
                for (var ox = 0; ox < grid.OutWidth; ox++)
                {
                    var (y, x) = (oy * grid.StrideY - grid.PadTop + ky, ox * grid.StrideX - grid.PadLeft + kx);
                    if (y < 0 || y >= grid.InHeight || x < 0 || x >= grid.InWidth) continue;
                    var pre = (y * grid.InWidth + x) * grid.InChannels + c;
                    places[(tap * dense.Pre + pre) * dense.PaddedPost + (oy * grid.OutWidth + ox) * grid.OutChannels + o] = k;
                }
        }

        for (var k = 0; k < places.Length; k++) dense.Weights.Value[k] = places[k] < 0 ? 0f : shared.Weights.Value[places[k]];
        return (dense, places);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-3f);
    }

    private static SpikeBatch Spikes(int seed, int channels = Channels)
    {
        var dice = new Dice((ulong)seed);
        var batch = new SpikeBatch(channels);
        batch.Begin(Rows, Ticks);
        for (var cell = 0; cell < Rows * Ticks; cell++)
        {
            for (var neuron = 0; neuron < channels; neuron++)
                if (dice.Chance(0.2f)) batch.Add(neuron);
            batch.EndTick();
        }

        return batch;
    }

    private static float[] Randoms(int length, int seed)
    {
        var dice = new Dice((ulong)seed);
        var values = new float[length];
        for (var k = 0; k < length; k++) values[k] = dice.Normal();
        return values;
    }
}
