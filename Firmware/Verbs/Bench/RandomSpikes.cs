using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Firmware.Verbs.Bench;

/// <summary>Stands in for an encoder: every sample is a tick in which one channel in twenty spikes, drawn from a seed.</summary>
internal sealed class RandomSpikes : IEncoder<int>
{
    private const int OneIn = 20;
    private const uint Seed = 1;

    private uint _state = Seed;

    public RandomSpikes(int channels) => ChannelCount = channels;

    /// <inheritdoc/>
    public int ChannelCount { get; }

    /// <inheritdoc/>
    public int SamplesPerTick => 1;

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<int> samples, SpikeList spikes, out bool tickComplete)
    {
        tickComplete = !samples.IsEmpty;
        if (!tickComplete)
            return 0;
        spikes.Clear();
        for (var channel = 0; channel < ChannelCount; channel++)
        {
            _state = (_state * 1664525) + 1013904223;
            if ((_state >> 8) % OneIn == 0)
                spikes.Add(channel);
        }

        return 1;
    }

    /// <inheritdoc/>
    public void Reset() => _state = Seed;
}
