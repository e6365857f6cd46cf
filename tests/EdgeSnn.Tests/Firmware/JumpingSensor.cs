using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors;

namespace EdgeSnn.Tests.Firmware;

/// <summary>A paced sensor whose clock jumps after the first read, as when the machine stood still.</summary>
public sealed class JumpingSensor(Replay<short> inner, ManualTime time, TimeSpan jump) : ISensor<short>, IPacedSensor
{
    private bool _hasJumped;

    public long DueTimestamp => inner.DueTimestamp;

    public long NextDueTimestamp => inner.NextDueTimestamp;

    public SensorStatus Read(Span<short> destination, out int count)
    {
        var status = inner.Read(destination, out count);
        if (!_hasJumped)
            time.Advance(jump);
        _hasJumped = true;
        return status;
    }

    public void Dispose() => inner.Dispose();
}
