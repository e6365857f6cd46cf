namespace EdgeSnn.Models.Import.Check;

/// <summary>The spikes of one signal over the ticks of one sample, in the element order of its NIR node.</summary>
/// <param name="Elements">Elements of the signal.</param>
/// <param name="Ticks">Per tick the elements that spike, ascending; one that spikes n times stands n times.</param>
public sealed record SpikeRaster(int Elements, IReadOnlyList<int[]> Ticks)
{
    /// <summary>Spikes in all ticks.</summary>
    public long Spikes => Ticks.Sum(tick => (long)tick.Length);
}
