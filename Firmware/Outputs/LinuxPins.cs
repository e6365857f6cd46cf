using System.Runtime.Versioning;
using EdgeSnn.Sensors.Gpio;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>The board's pins through the kernel's character device: no library, no allocation per write. See docs/decisions.</summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxPins : IPinDriver
{
    private readonly string? _chip;
    private GpioOutputLines? _lines;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="chip">A path, a name, a number or a label; null for the header of the board.</param>
    public LinuxPins(string? chip) => _chip = chip;

    public void Open(ReadOnlySpan<int> pins, bool high)
    {
        try
        {
            _lines = new GpioOutputLines(_chip, pins, high);
        }
        catch (IOException error)
        {
            throw new DeviceException(error.Message, error);
        }
    }

    public void Write(int pin, bool high) => _lines!.Write(pin, high);

    public void Dispose() => _lines?.Dispose();
}
