using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Runtime.Contracts;

/// <summary>
/// Turns a stream of samples into spikes, one tick at a time. An encoder keeps its own state between calls, so any
/// split of the same stream into chunks gives the same spikes. Owned by one thread; allocates nothing after construction.
/// </summary>
/// <typeparam name="TSample">
/// One input sample: <see cref="short"/> for audio, <see cref="int"/> for scalars, an event of a camera.
/// </typeparam>
public interface IEncoder<TSample> where TSample : unmanaged
{
    /// <summary>Size of the input population this encoder drives [channels]; spikes carry 0 .. ChannelCount-1.</summary>
    int ChannelCount { get; }

    /// <summary>
    /// Samples consumed per tick [samples]; 0 where samples carry their own time and ticks end by it: a sample at or past the
    /// end of the tick then completes it and is not consumed, so a silent tick completes without consuming anything.
    /// </summary>
    int SamplesPerTick { get; }

    /// <summary>Most spikes of one tick [spikes]; more than the channels where one may spike several times.</summary>
    int MostSpikesPerTick => ChannelCount;

    /// <summary>
    /// Consumes samples up to, and never past, the end of the current tick. When the tick completes,
    /// <paramref name="spikes"/> is cleared and filled with the spikes of that tick, ascending; otherwise it is untouched.
    /// Each call consumes a sample or completes a tick unless it is given none.
    /// </summary>
    /// <param name="samples">The next samples of the stream; may be any length, also empty.</param>
    /// <param name="spikes">Receives the spikes of a completed tick; capacity at least <see cref="MostSpikesPerTick"/>.</param>
    /// <param name="tickComplete">True when a tick ended after the last consumed sample.</param>
    /// <returns>How many samples were consumed; the caller passes the rest again.</returns>
    int Encode(ReadOnlySpan<TSample> samples, SpikeList spikes, out bool tickComplete);

    /// <summary>Forgets all input: the state is as after construction.</summary>
    void Reset();
}
