using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware;

/// <summary>
/// Where a display looks into a running network: spikes and confidences, left by the network thread and taken by the
/// display when it likes. What it does not take in time is not shown; the network never waits. Allocates nothing after
/// construction.
/// </summary>
public sealed class ActivityTap
{
    private readonly SampleRing<SpikeEvent> _spikes = new(1 << 14);
    private readonly int[] _confidences;
    private readonly SpikeEvent[] _tickSpikes;
    private long _tick = -1;

    /// <summary>Makes room for the activity of one network.</summary>
    public ActivityTap(NetworkModel model)
    {
        _confidences = new int[model.Labels.Length];
        _tickSpikes = new SpikeEvent[model.Populations.Max(population => population.Size)];
    }

    /// <summary>Last tick recorded, -1 before the first. Any thread.</summary>
    public long Tick => Interlocked.Read(ref _tick);

    /// <summary>Network thread: leaves what one tick did.</summary>
    public void Record(long tick, int populations, Network network, IDecoder decoder)
    {
        for (var population = 0; population < populations; population++)
        {
            var neurons = network.Spikes(population).Neurons;
            for (var index = 0; index < neurons.Length; index++)
                _tickSpikes[index] = new SpikeEvent(tick, population, neurons[index]);
            _spikes.Write(_tickSpikes.AsSpan(0, neurons.Length));
        }

        var confidences = decoder.Confidences;
        for (var label = 0; label < confidences.Length; label++)
            Volatile.Write(ref _confidences[label], confidences[label]);
        Interlocked.Exchange(ref _tick, tick);
    }

    /// <summary>Display thread: takes spikes recorded since the last call.</summary>
    /// <returns>How many were written; ask again while it fills <paramref name="destination"/>.</returns>
    public int TakeSpikes(Span<SpikeEvent> destination) => _spikes.Read(destination);

    /// <summary>Any thread: smoothed confidence of a class, Q0.15.</summary>
    public int Confidence(int label) => Volatile.Read(ref _confidences[label]);
}
