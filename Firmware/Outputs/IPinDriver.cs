namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// The few things a <see cref="GpioOutput"/> needs of pins: the seam between it and the board, so that tests run
/// without one. Called on the output thread, and by whichever thread ends the program.
/// </summary>
public interface IPinDriver : IDisposable
{
    /// <summary>Makes pins outputs; called once.</summary>
    /// <param name="pins">Their numbers, each once.</param>
    /// <param name="high">The level at which all of them begin.</param>
    /// <exception cref="DeviceException">A pin cannot be had; the message says why.</exception>
    void Open(ReadOnlySpan<int> pins, bool high);

    /// <summary>Drives an open pin.</summary>
    /// <exception cref="IOException">The board is gone.</exception>
    void Write(int pin, bool high);
}
