using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware;

/// <summary>Sums over the networks that a run has left behind, so that its counters never go back.</summary>
/// <param name="InputSpikes">Spikes of the encoders.</param>
/// <param name="Spikes">Spikes of all other neurons.</param>
/// <param name="SynapticEvents">Synaptic events.</param>
/// <param name="Saturations">Values that did not fit.</param>
public readonly record struct PastCounters(long InputSpikes, long Spikes, long SynapticEvents, long Saturations)
{
    /// <summary>These and those of one more network.</summary>
    public PastCounters Plus(Counters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        var spikes = 0L;
        foreach (var population in counters.Spikes[1..])
            spikes += population;
        return new PastCounters(
            InputSpikes + counters.Spikes[0], Spikes + spikes,
            SynapticEvents + counters.TotalSynapticEvents, Saturations + counters.Saturations);
    }
}
