using System.Collections.Concurrent;

namespace EdgeSnn.Training;

/// <summary>One batch of encoded rows of equal kind.</summary>
public sealed record RowBatch(SpikeRow[] Rows, bool IsStream, int Ticks);

/// <summary>
/// Composes the batches of all epochs in one thread of its own, a few ahead of the trainer. Every row's chance comes
/// from its own seed, so the batches do not depend on timing.
/// </summary>
public sealed class RowProducer : IDisposable
{
    private const int Ahead = 24;

    private readonly BlockingCollection<RowBatch> _ready = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly TrainingPlan _plan;
    private Exception? _failure;

    public RowProducer(TrainingPlan plan)
    {
        _plan = plan;
        _thread = new Thread(Run) { IsBackground = true, Name = "rows" };
        _thread.Start();
    }

    public RowBatch Take()
    {
        try
        {
            return _ready.Take();
        }
        catch (InvalidOperationException) when (_failure is not null)
        {
            throw new InvalidOperationException("Composing rows failed.", _failure);
        }
    }

    private void Run()
    {
        try
        {
            for (var epoch = 0; epoch < _plan.Epochs; epoch++) ProduceEpoch(epoch);
        }
        catch (OperationCanceledException)
        {
            // The trainer stopped early.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _failure = failure;
        }

        _ready.CompleteAdding();
    }

    private void ProduceEpoch(int epoch)
    {
        var dice = Dice.For(_plan.Seed, epoch, -1);
        var examples = new List<Example>();
        foreach (var group in _plan.Groups) group.Draw(examples, dice);
        var order = examples.ToArray();
        dice.Shuffle(order);
        for (var batch = 0; batch < _plan.BatchesPerEpoch; batch++)
        {
            var isStream = dice.Chance(_plan.StreamShare);
            var rows = new SpikeRow[_plan.BatchSize];
            for (var r = 0; r < rows.Length; r++)
            {
                var index = batch * _plan.BatchSize + r;
                var rowDice = Dice.For(_plan.Seed, epoch, index);
                var example = order[index];
                var before = isStream && rowDice.Chance(0.4f) ? order[rowDice.Pick(order.Length)].Recording : null;
                rows[r] = _plan.Composer.Compose(example.Recording, before, example.Label, isStream, rowDice);
            }

            _ready.Add(new RowBatch(rows, isStream, isStream ? _plan.Rows.StreamTicks : _plan.Rows.ClipTicks), _stop.Token);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _ready.Dispose();
        _stop.Dispose();
    }
}
