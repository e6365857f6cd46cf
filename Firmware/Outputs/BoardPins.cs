using System.Device.Gpio;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// The board's pins through System.Device.Gpio, in its logical numbering (GPIO17 is 17 on a Raspberry Pi). It allocates on
/// some writes, which is why pins belong to the output thread.
/// </summary>
public sealed class BoardPins : IPinDriver
{
    private readonly GpioController _controller;

    /// <summary>Finds the board's controller.</summary>
    /// <exception cref="DeviceException">This machine has no GPIO chip, or it may not be used.</exception>
    public BoardPins()
    {
        try
        {
            // The library picks a driver even where there is no chip and fails at the first pin, deep in its drivers.
            if (OperatingSystem.IsLinux() && !Directory.EnumerateFiles("/dev", "gpiochip*").Any())
                throw new DeviceException("gpio: this machine has no GPIO chip (/dev/gpiochip*)");
            _controller = new GpioController();
        }
        catch (Exception error) when (error is not DeviceException)
        {
            throw Unusable(error);
        }
    }

    public void Open(int pin)
    {
        try
        {
            _controller.OpenPin(pin, PinMode.Output, PinValue.Low);
        }
        catch (Exception error)
        {
            throw new DeviceException($"gpio: pin {pin} cannot be opened: {OneLine.Of(error)}", error);
        }
    }

    public void Write(int pin, bool high) => _controller.Write(pin, high ? PinValue.High : PinValue.Low);

    public void Dispose() => _controller.Dispose();

    private static DeviceException Unusable(Exception error)
        => new($"gpio: no usable GPIO chip: {OneLine.Of(error)}", error);
}
