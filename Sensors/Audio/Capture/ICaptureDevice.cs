namespace EdgeSnn.Sensors.Audio.Capture;

/// <summary>
/// A microphone as its driver gives it: interleaved 16-bit frames at a rate of its own; replaceable in tests. Opened, lost
/// and opened again by <see cref="Microphone"/>. Owned by one thread; reading allocates nothing.
/// </summary>
public interface ICaptureDevice : IDisposable
{
    /// <summary>What <see cref="Read"/> gives when the driver's buffer ran over and frames were lost.</summary>
    const int Overrun = -1;

    /// <summary>Where it is, as given, for messages.</summary>
    string Address { get; }

    /// <summary>Opens and configures it; nothing is recorded yet. May be called again after <see cref="Close"/>.</summary>
    /// <param name="rate">The rate wanted [Hz].</param>
    /// <returns>What the driver really gives, which may be another rate and more channels.</returns>
    /// <exception cref="IOException">There is no such device, no permission, it is busy, or it cannot record so.</exception>
    CaptureFormat Open(int rate);

    /// <summary>Begins to record.</summary>
    /// <exception cref="IOException">The device is gone.</exception>
    void Start();

    /// <summary>Takes what was recorded, waiting for it.</summary>
    /// <param name="samples">Receives interleaved frames; at least one frame long.</param>
    /// <param name="milliseconds">Longest wait [ms].</param>
    /// <returns>Frames written, 0 when none came in time, or <see cref="Overrun"/>.</returns>
    /// <exception cref="IOException">The device is gone.</exception>
    int Read(Span<short> samples, int milliseconds);

    /// <summary>Goes on recording after an <see cref="Overrun"/>.</summary>
    /// <exception cref="IOException">The device is gone.</exception>
    void Recover();

    /// <summary>Stops and closes it; nothing happens when it is not open.</summary>
    void Close();
}
