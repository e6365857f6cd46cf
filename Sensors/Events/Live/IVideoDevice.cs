namespace EdgeSnn.Sensors.Events.Live;

/// <summary>A camera that delivers its words in frames of bytes, as V4L2 does; replaceable in tests. Owned by one thread.</summary>
public interface IVideoDevice : IDisposable
{
    /// <summary>Opens and starts it. May be called again after <see cref="Close"/>.</summary>
    /// <returns>What it delivers.</returns>
    /// <exception cref="IOException">There is no such device, no permission, or it cannot stream.</exception>
    VideoFormat Open();

    /// <summary>Copies the next frame, waiting for it.</summary>
    /// <param name="buffer">Receives it; at least <see cref="VideoFormat.FrameBytes"/> long.</param>
    /// <param name="wait">Longest wait.</param>
    /// <returns>Bytes of the frame, 0 when none came in time.</returns>
    /// <exception cref="IOException">The device is gone.</exception>
    int Take(byte[] buffer, TimeSpan wait);

    /// <summary>Stops and closes it; nothing happens when it is not open.</summary>
    void Close();
}
