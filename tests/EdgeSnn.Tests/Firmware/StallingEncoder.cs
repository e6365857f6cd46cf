using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Tests.Firmware;

/// <summary>An encoder that hangs while its gate is shut.</summary>
public sealed class StallingEncoder(IEncoder<short> inner, ManualResetEventSlim gate) : IEncoder<short>
{
    private volatile bool _isStalled;

    public bool IsStalled => _isStalled;

    public int ChannelCount => inner.ChannelCount;

    public int SamplesPerTick => inner.SamplesPerTick;

    public int Encode(ReadOnlySpan<short> samples, SpikeList spikes, out bool tickComplete)
    {
        _isStalled = !gate.IsSet;
        gate.Wait();
        _isStalled = false;
        return inner.Encode(samples, spikes, out tickComplete);
    }

    public void Reset() => inner.Reset();
}
