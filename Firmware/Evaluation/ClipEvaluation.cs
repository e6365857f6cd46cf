using EdgeSnn.Runtime;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Firmware.Evaluation;

/// <summary>Listens to every clip of a set on several threads; the result does not depend on how many.</summary>
public sealed class ClipEvaluation
{
    private readonly NetworkModel _model;
    private readonly IReadOnlyList<Clip> _clips;
    private readonly int _sampleRate;
    private readonly int _leastSamples;
    private readonly ClipResult?[] _results;
    private readonly string?[] _faults;
    private int _next;
    private int _done;

    /// <summary>Prepares to listen.</summary>
    /// <param name="model">The network.</param>
    /// <param name="clips">What to listen to.</param>
    /// <param name="leastMilliseconds">
    /// Shorter clips are followed by silence until they last this long: the last sound of a clip that is cut tight needs
    /// time to pass the network's delays and the decoder's window, as it has in any stream.
    /// </param>
    public ClipEvaluation(NetworkModel model, IReadOnlyList<Clip> clips, int leastMilliseconds)
    {
        _model = model;
        _clips = clips;
        _sampleRate = AudioInput.SampleRateOf(model);
        _leastSamples = (int)((long)leastMilliseconds * _sampleRate / 1000);
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
        var listener = new ClipListener(_model, withReference);
        for (int index; (index = Interlocked.Increment(ref _next) - 1) < _clips.Count; Interlocked.Increment(ref _done))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                _results[index] = listener.Listen(Load(_clips[index]));
            }
            catch (AudioFormatException error)
            {
                _faults[index] = OneLine.Of(error);
            }
        }
    }

    private short[] Load(Clip clip)
    {
        var samples = Recording.Load(clip.Path, _sampleRate);
        if (samples.Length < _leastSamples)
            Array.Resize(ref samples, _leastSamples);
        return samples;
    }
}
