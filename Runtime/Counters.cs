using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime;

/// <summary>
/// What a network has done since construction or the last reset. Reading allocates nothing. Owned by the network's thread.
/// </summary>
public sealed class Counters
{
    private readonly long[] _spikes;
    private readonly long[] _synapticEvents;

    internal Counters(int populations, int projections)
    {
        _spikes = new long[populations];
        _synapticEvents = new long[projections];
    }

    /// <summary>Ticks stepped.</summary>
    public long Ticks { get; internal set; }

    /// <summary>Spikes per population, in the blueprint's order; the first are the encoder's.</summary>
    public ReadOnlySpan<long> Spikes => _spikes;

    /// <summary>
    /// Synaptic events per projection, in the blueprint's order: spikes times the synapses of non-zero weight they reached,
    /// whatever the storage.
    /// </summary>
    public ReadOnlySpan<long> SynapticEvents => _synapticEvents;

    /// <summary>Synaptic events of all projections.</summary>
    public long TotalSynapticEvents
    {
        get
        {
            var total = 0L;
            foreach (var events in _synapticEvents) total += events;
            return total;
        }
    }

    /// <summary>Updates of one neuron by one tick.</summary>
    public long NeuronUpdates { get; internal set; }

    /// <summary>Values that did not fit 32 bits and became the nearest end of the range.</summary>
    public long Saturations { get; internal set; }

    /// <summary>Input spikes refused: no such channel, or not in ascending order.</summary>
    public long DroppedSpikes { get; internal set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountSpikes(int population, int spikes) => _spikes[population] += spikes;

    internal void CountSynapticEvents(int projection, long events) => _synapticEvents[projection] += events;

    /// <summary>Moves here what another has counted since the last time; ticks and drops are counted here only.</summary>
    internal void Take(Counters other)
    {
        for (var population = 0; population < _spikes.Length; population++) _spikes[population] += other._spikes[population];
        for (var projection = 0; projection < _synapticEvents.Length; projection++)
            _synapticEvents[projection] += other._synapticEvents[projection];
        NeuronUpdates += other.NeuronUpdates;
        Saturations += other.Saturations;
        other.Reset();
    }

    internal void Reset()
    {
        Array.Clear(_spikes);
        Array.Clear(_synapticEvents);
        Ticks = NeuronUpdates = Saturations = DroppedSpikes = 0;
    }
}
