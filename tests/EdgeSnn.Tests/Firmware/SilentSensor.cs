using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Gives an array, and then sits in a read until released, as a silent pipe does.</summary>
public sealed class SilentSensor(short[] samples) : ISensor<short>
{
    private readonly ManualResetEventSlim _released = new();
    private int _position;

    public void Release() => _released.Set();

    public SensorStatus Read(Span<short> destination, out int count)
    {
        count = Math.Min(destination.Length, samples.Length - _position);
        samples.AsSpan(_position, count).CopyTo(destination);
        _position += count;
        if (count > 0)
            return SensorStatus.Data;
        _released.Wait();
        return SensorStatus.EndOfStream;
    }

    public void Dispose()
    {
    }
}
