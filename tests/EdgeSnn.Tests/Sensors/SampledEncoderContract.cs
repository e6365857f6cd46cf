using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Sensors;

/// <summary>What every encoder keeps whose ticks are so many samples long.</summary>
public abstract class SampledEncoderContract<TSample> : EncoderContract<TSample> where TSample : unmanaged
{
    [Fact]
    public void Tick_ends_after_its_samples_and_spikes_stay_untouched_until_then()
    {
        var encoder = Create();
        var spikes = new SpikeList(encoder.ChannelCount + 1);
        spikes.Add(encoder.ChannelCount);
        Assert.Equal(0, encoder.Encode([], spikes, out var complete));
        Assert.False(complete);
        var firstPart = encoder.SamplesPerTick - 1;
        Assert.Equal(firstPart, encoder.Encode(Stream.AsSpan(0, firstPart), spikes, out complete));
        Assert.Equal((false, 1), (complete, spikes.Count));
        Assert.Equal(1, encoder.Encode(Stream.AsSpan(firstPart), spikes, out complete));
        Assert.True(complete);
        Assert.DoesNotContain(encoder.ChannelCount, spikes.Neurons.ToArray());
    }
}
