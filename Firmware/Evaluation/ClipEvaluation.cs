using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Listens to every clip of a set on several threads; the result does not depend on how many.</summary>
/// <typeparam name="TSample">One sample of a clip.</typeparam>
public sealed class ClipEvaluation<TSample> where TSample : unmanaged
{
    private readonly NetworkModel _model;
    private readonly IReadOnlyList<Clip> _clips;
    private readonly ClipMedium<TSample> _medium;
    private readonly ClipResult?[] _results;
    private readonly string?[] _faults;
    private int _next;
    private int _done;

    /// <summary>Prepares to listen.</summary>
    /// <param name="model">The network.</param>
    /// <param name="clips">What to listen to.</param>
    /// <param name="medium">What clips are made of.</param>
    public ClipEvaluation(NetworkModel model, IReadOnlyList<Clip> clips, ClipMedium<TSample> medium)
    {
        _model = model;
        _clips = clips;
        _medium = medium;
        _results = new ClipResult?[clips.Count];
        _faults = new string?[clips.Count];
    }

    /// <summary>Clips listened to so far. Any thread.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Result per clip; null where the clip could not be read.</summary>
    public IReadOnlyList<ClipResult?> Results => _results;

    /// <summary>What is wrong with the clips that could not be read, one line each.</summary>
    public IReadOnlyList<string> Faults => [.. _faults.OfType<string>()];

    /// <summary>Listens to all clips.</summary>
    /// <param name="threads">Threads to use, at least 1.</param>
    /// <param name="withReference">Whether to ask the double-precision reference as well.</param>
    /// <param name="stop">Gives up.</param>
    public Task Run(int threads, bool withReference, CancellationToken stop) => Task.WhenAll(
        Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () => Work(withReference, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private void Work(bool withReference, CancellationToken stop)
    {
        using var listener = new ClipListener<TSample>(_model, _medium, withReference);
        for (int index; (index = Interlocked.Increment(ref _next) - 1) < _clips.Count; Interlocked.Increment(ref _done))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                _results[index] = listener.Listen(_medium.Load(_clips[index]));
            }
            catch (Exception error) when (error is AudioFormatException or BadFileException)
            {
                _faults[index] = OneLine.Of(error);
            }
            catch (EventFormatException error)
            {
                _faults[index] = $"{_clips[index].Path}: {OneLine.Of(error)}";
            }
        }
    }
}
