namespace EdgeSnn.Runtime.Contracts;

/// <summary>What a read from a sensor gave.</summary>
public enum SensorStatus
{
    /// <summary>Samples were written.</summary>
    Data = 0,

    /// <summary>Nothing yet; ask again.</summary>
    Waiting = 1,

    /// <summary>The stream is over; no samples will follow.</summary>
    EndOfStream = 2,
}

/// <summary>
/// A source of samples. It never blocks past its own deadline and allocates nothing per read after warm-up.
/// Owned by the sensor thread.
/// </summary>
/// <typeparam name="TSample">One sample: <see cref="short"/> for audio at the model's rate.</typeparam>
public interface ISensor<TSample> : IDisposable where TSample : unmanaged
{
    /// <summary>Writes the next samples of the stream.</summary>
    /// <param name="destination">Owned by the caller; at least one sample long.</param>
    /// <param name="count">Samples written, 0 unless the status is <see cref="SensorStatus.Data"/>.</param>
    SensorStatus Read(Span<TSample> destination, out int count);
}
