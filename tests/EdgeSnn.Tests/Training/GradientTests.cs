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

    private static SpikeBatch Spikes(int seed)
    {
        var dice = new Dice((ulong)seed);
        var batch = new SpikeBatch(Channels);
        batch.Begin(Rows, Ticks);
        for (var cell = 0; cell < Rows * Ticks; cell++)
        {
            for (var neuron = 0; neuron < Channels; neuron++)
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
