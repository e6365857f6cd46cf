using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Globalization;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>
/// The board's pins through System.Device.Gpio, in its logical numbering (GPIO17 is 17 on a Raspberry Pi): for systems without
/// the kernel's character device. It allocates on some writes, which is why pins belong to the output thread.
/// </summary>
public sealed class BoardPins : IPinDriver
{
    private readonly GpioController _controller;

    /// <summary>Finds the controller.</summary>
    /// <param name="chip">Its number or a name such as <c>gpiochip0</c>; null to leave the choice to the library.</param>
    /// <exception cref="DeviceException">This machine has no GPIO chip, or it may not be used.</exception>
    public BoardPins(string? chip)
    {
        try
        {
            // The library picks a driver even where there is no chip and fails at the first pin, deep in its drivers.
            if (OperatingSystem.IsLinux() && !Directory.EnumerateFiles("/dev", "gpiochip*").Any())
                throw new DeviceException("gpio: this machine has no GPIO chip (/dev/gpiochip*)");
            _controller = chip is null ? new GpioController() : new GpioController(new LibGpiodDriver(Number(chip)));
        }
        catch (Exception error) when (error is not (DeviceException or UsageException))
        {
            throw new DeviceException($"gpio: no usable GPIO chip: {Explain(error)}", error);
        }
    }

    public void Open(ReadOnlySpan<int> pins, bool high)
    {
        foreach (var pin in pins)
        {
            try
            {
                _controller.OpenPin(pin, PinMode.Output, high ? PinValue.High : PinValue.Low);
            }
            catch (Exception error)
            {
                throw new DeviceException($"gpio: pin {pin} cannot be opened: {Explain(error)}", error);
            }
        }
    }

    public void Write(int pin, bool high) => _controller.Write(pin, high ? PinValue.High : PinValue.Low);

    public void Dispose() => _controller.Dispose();

    /// <summary>What a failure of the library means.</summary>
    internal static string Explain(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is DllNotFoundException or PlatformNotSupportedException)
                return "libgpiod is not installed (Debian: libgpiod2)";
            if (cause is UnauthorizedAccessException)
                return "no permission; the user must be in the group gpio";
        }

        return OneLine.Of(error);
    }

    private static int Number(string chip)
    {
        var digits = chip.StartsWith("gpiochip", StringComparison.Ordinal) ? chip["gpiochip".Length..] : chip;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UsageException($"gpio: chip={chip}: the library takes a chip by number, as in chip=gpiochip0");
    }
}
