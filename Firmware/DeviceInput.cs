using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware;

/// <summary>What a <see cref="Device{TSample}"/> has to know about its samples.</summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio, an event of a camera.</typeparam>
public sealed record DeviceInput<TSample> where TSample : unmanaged
{
    /// <summary>Gives the samples; disposed with the device.</summary>
    public required ISensor<TSample> Sensor { get; init; }

    /// <summary>Turns them into spikes, on the network thread.</summary>
    public required IEncoder<TSample> Encoder { get; init; }

    /// <summary>Rate of samples without a time of their own, 0 for others [Hz].</summary>
    public required int SamplesPerSecond { get; init; }

    /// <summary>Most samples read at once [samples].</summary>
    public required int ChunkCapacity { get; init; }

    /// <summary>Samples kept between the sensor and the network, at least twice <see cref="ChunkCapacity"/> [samples].</summary>
    public required int RingCapacity { get; init; }

    /// <summary>The n-th of the samples on which the network thread rehearses: they reach every stage.</summary>
    public required Func<int, TSample> Rehearsal { get; init; }

    /// <summary>Overruns of the sensor's own buffer, and times it was lost; null where a sensor has neither. Any thread.</summary>
    public Func<(long Overruns, long Losses)>? Health { get; init; }
}
