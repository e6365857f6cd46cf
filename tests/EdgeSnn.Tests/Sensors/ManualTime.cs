namespace EdgeSnn.Tests.Sensors;

/// <summary>A clock that stands still until it is told to move.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _timestamp = 123_456_789;

    public override long TimestampFrequency => 10_000_000;

    public override long GetTimestamp() => _timestamp;

    public void Advance(TimeSpan time) => _timestamp += time.Ticks;
}
