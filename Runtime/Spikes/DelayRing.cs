using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.Spikes;

/// <summary>
/// The spikes of one population in the last ticks: one list per tick, as many as the longest outgoing delay needs.
/// Advancing takes the oldest list for the new tick. Owned by one thread.
/// </summary>
internal sealed class DelayRing
{
    private readonly SpikeList[] _ticks;
    private int _now;

    /// <summary>Cuts the lists from a region of (<paramref name="longestDelay"/> + 1) * <paramref name="size"/> cells.</summary>
    /// <param name="region">Where the spikes lie.</param>
    /// <param name="longestDelay">Longest delay that will be asked for [ticks].</param>
    /// <param name="size">The most spikes of the population in one tick.</param>
    public DelayRing(Region region, int longestDelay, int size)
    {
        _ticks = new SpikeList[longestDelay + 1];
        for (var tick = 0; tick < _ticks.Length; tick++) _ticks[tick] = region.ToSpikeList(tick * size, size);
    }

    /// <summary>Cells that a ring needs.</summary>
    public static long CellsFor(int longestDelay, int size) => (longestDelay + 1L) * size;

    /// <summary>The list of all ticks, where only this tick's is kept; else null.</summary>
    public SpikeList? Only => _ticks.Length == 1 ? _ticks[0] : null;

    /// <summary>The spikes of this tick.</summary>
    public SpikeList Now => _ticks[_now];

    /// <summary>The spikes of <paramref name="delay"/> ticks ago, 0 .. the longest delay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SpikeList Before(int delay)
    {
        var index = _now - delay;
        return _ticks[index < 0 ? index + _ticks.Length : index];
    }

    /// <summary>Begins a tick with an empty list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        var next = _now + 1;
        _now = next == _ticks.Length ? 0 : next;
        _ticks[_now].Clear();
    }

    /// <summary>Forgets all spikes.</summary>
    public void Reset()
    {
        foreach (var tick in _ticks) tick.Clear();
    }
}
