using System.Diagnostics;

namespace EdgeSnn.Training;

/// <summary>What an epoch gave.</summary>
public readonly record struct EpochResult(int Epoch, double Loss, double TrainAccuracy, double DevAccuracy, double Seconds);

/// <summary>
/// The training loop: AdamW with warm-up and cosine, pruning along a ramp, norms frozen for the last quarter, and the
/// running average of folded weights, which is the result.
/// </summary>
public sealed class Trainer
{
    private const float AverageRate = 0.004f;
    private const float AverageFrom = 0.62f;
    private const float FreezeFrom = 0.75f;

    private readonly TrainingPlan _plan;
    private readonly SpikingNetwork _network;
    private readonly SpikingNetwork _average;
    private readonly AdamW _optimizer;
    private readonly WordLoss _loss;
    private readonly SpikeBatch _input;

    public Trainer(TrainingPlan plan)
    {
        _plan = plan;
        _network = new SpikingNetwork(plan.Shape, plan.WeightDecay);
        _network.Initialize(plan.Seed);
        if (plan.Start is { } start) _network.ContinueFrom(start);
        _average = new SpikingNetwork(plan.Shape);
        _optimizer = new AdamW(_network.Parameters);
        _loss = new WordLoss(plan.Loss, plan.Shape.Classes, _network.Readout.Width);
        _input = new SpikeBatch(plan.Shape.Channels);
    }

    /// <summary>Trains to the end. Returns the averaged, folded network.</summary>
    /// <param name="dev">Rows to report accuracy on; never used to choose anything.</param>
    /// <param name="report">Called after each epoch.</param>
    public SpikingNetwork Run(SpikeRow[] dev, Action<EpochResult> report)
    {
        using var producer = new RowProducer(_plan);
        var steps = _plan.Epochs * _plan.BatchesPerEpoch;
        var step = 0;
        for (var epoch = 0; epoch < _plan.Epochs; epoch++)
        {
            var clock = Stopwatch.StartNew();
            double loss = 0;
            var right = 0;
            for (var batch = 0; batch < _plan.BatchesPerEpoch; batch++, step++)
            {
                var (value, correct) = Step(producer.Take(), step, (float)step / steps);
                loss += value;
                right += correct;
            }

            var accuracy = dev.Length == 0 ? 0 : Scoring.Accuracy(Shipped((float)step / steps), dev, _plan.Loss);
            report(new EpochResult(epoch + 1, loss / _plan.BatchesPerEpoch, (double)right / (_plan.BatchesPerEpoch * _plan.BatchSize), accuracy, clock.Elapsed.TotalSeconds));
        }

        return Shipped(1f);
    }

    private SpikingNetwork Shipped(float progress)
    {
        if (progress < AverageFrom) _network.FoldInto(_average, 1f);
        return _average;
    }

    private (double Loss, int Right) Step(RowBatch batch, int step, float progress)
    {
        var dice = Dice.For(_plan.Seed, step, -7);
        var targets = SpikeRow.Fill(_input, batch.Rows, batch.Ticks, batch.IsMasked ? dice : null);
        _network.Forward(_input, _plan.Dropout, dice);
        var readout = _network.Readout;
        var result = _loss.Apply(readout.Potentials, readout.PotentialGradient, targets, batch.Ticks);
        _network.Backward(_input, _plan.RateWeight, _plan.RateTarget);
        _optimizer.Step(LearningRate(progress));
        Shape(step, progress);
        return result;
    }

    private float LearningRate(float progress)
    {
        const float warmUp = 0.05f;
        if (progress < warmUp) return _plan.LearningRate * (0.05f + 0.95f * progress / warmUp);
        return _plan.LearningRate * (0.01f + 0.99f * 0.5f * (1f + MathF.Cos(MathF.PI * (progress - warmUp) / (1f - warmUp))));
    }

    /// <summary>Pruning, norm freezing and averaging, each in its part of the run.</summary>
    private void Shape(int step, float progress)
    {
        var (first, second, readout) = (_network.First, _network.Second, _network.Readout);
        if (_plan.Start is null && progress is > 0.15f and < 0.62f && step % 16 == 0)
        {
            Pruning.Prune(first.Projection, first.Gamma.Value, first.RunningSquare, Pruning.ShareKept(progress, _plan.Kept.First));
            Pruning.Prune(second.Projection, second.Gamma.Value, second.RunningSquare, Pruning.ShareKept(progress, _plan.Kept.Second));
            Pruning.Prune(readout.Projection, null, null, Pruning.ShareKept(progress, _plan.Kept.Readout));
        }

        if (progress >= FreezeFrom && !first.IsNormFrozen) _network.FreezeNorm();
        if (progress >= AverageFrom) _network.FoldInto(_average, progress - AverageFrom < 0.005f ? 1f : AverageRate);
    }
}
