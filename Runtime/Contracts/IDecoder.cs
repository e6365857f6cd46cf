using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Contracts;

/// <summary>
/// Turns the output population's activity into decisions, once per tick. Owned by one thread; allocates nothing after
/// construction. No input, no decision.
/// </summary>
public interface IDecoder
{
    /// <summary>Takes one tick of output activity and says whether a decision fires.</summary>
    /// <param name="tick">The tick just stepped, from 0 [ticks].</param>
    /// <param name="spikes">Spikes of the output population in this tick.</param>
    /// <param name="potentials">Membrane potentials of the output population after this tick; length = number of classes.</param>
    /// <param name="decision">The decision, when the result is true.</param>
    /// <returns>True when a decision fires in this tick.</returns>
    bool Decode(long tick, SpikeList spikes, ReadOnlySpan<Potential> potentials, out Decision decision);

    /// <summary>The classification of everything seen since the last reset, for recordings of one event each.</summary>
    Decision Verdict { get; }

    /// <summary>Smoothed confidence per class now, Q0.15; length = number of classes. For displays.</summary>
    ReadOnlySpan<int> Confidences { get; }

    /// <summary>Changes when a decision fires from the next tick on; what was seen stays.</summary>
    /// <param name="trigger">As <see cref="DecoderModel.TriggerThreshold"/>; Q0.15, 0 .. 32767.</param>
    /// <param name="rearm">As <see cref="DecoderModel.RearmThreshold"/>; Q0.15, 1 .. <paramref name="trigger"/>.</param>
    void SetThresholds(int trigger, int rearm);

    /// <summary>Forgets all input: the state is as after construction.</summary>
    void Reset();
}
