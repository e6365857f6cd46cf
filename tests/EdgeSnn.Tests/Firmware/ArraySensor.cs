using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Tests.Firmware;

/// <summary>Samples from an array.</summary>
public sealed class ArraySensor(short[] samples) : ISensor<short>
{
    private int _position;

    /// <summary>Begins again at the end.</summary>
    public bool IsEndless { get; init; }

    public SensorStatus Read(Span<short> destination, out int count)
    {
        if (IsEndless && _position == samples.Length)
            _position = 0;
        count = Math.Min(destination.Length, samples.Length - _position);
        samples.AsSpan(_position, count).CopyTo(destination);
        _position += count;
        return count > 0 ? SensorStatus.Data : SensorStatus.EndOfStream;
    }

    public void Dispose()
    {
    }
}
