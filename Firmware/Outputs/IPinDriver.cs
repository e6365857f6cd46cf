namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// The few things a <see cref="GpioOutput"/> needs of a pin: the seam between it and the board, so that tests run
/// without one. Called on the output thread only.
/// </summary>
public interface IPinDriver : IDisposable
{
    /// <summary>Makes a pin an output, low.</summary>
    void Open(int pin);

    /// <summary>Drives an open pin.</summary>
    void Write(int pin, bool high);
}
