using System.Collections.Concurrent;

namespace EdgeSnn.Training;

/// <summary>One batch of encoded rows.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Ticks">Ticks of each; a shorter row is followed by silence.</param>
/// <param name="IsMasked">Whether bands, stretches and single spikes are dropped at random.</param>
public sealed record RowBatch(SpikeRow[] Rows, int Ticks, bool IsMasked);

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
            for (var epoch = 0; epoch < _plan.Epochs; epoch++)
                foreach (var batch in _plan.Source.Epoch(_plan.Seed, epoch, _plan.BatchSize)) _ready.Add(batch, _stop.Token);
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

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _ready.Dispose();
        _stop.Dispose();
    }
}
