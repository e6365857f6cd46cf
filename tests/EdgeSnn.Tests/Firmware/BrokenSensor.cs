using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Fails at every read.</summary>
public sealed class BrokenSensor : ISensor<short>
{
    public SensorStatus Read(Span<short> destination, out int count) => throw new InvalidOperationException("unplugged");

    public void Dispose()
    {
    }
}
