using System.Device.I2c;
using System.Globalization;
using EdgeSnn.Firmware.Outputs.Indicators;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>A display of 128 by 64 dots, an SSD1306; disposes the bus.</summary>
internal sealed class PixelDisplay : IIndicator
{
    private const int Pages = PixelText.Height / 8;

    private readonly byte[] _pages = new byte[PixelText.Width * Pages];
    private readonly Ssd1306 _display;

    public PixelDisplay(I2cDevice bus)
    {
        _display = new Ssd1306(bus, PixelText.Width, PixelText.Height);
        _display.EnableDisplay(true);
        _display.SendCommand(new SetMemoryAddressingMode(SetMemoryAddressingMode.AddressingMode.Horizontal));
    }

    public void Show(in Indication indication)
    {
        PixelText.Draw(_pages, indication.Text, indication.Text.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{indication.Percent} %"));
        _display.SendCommand(new SetColumnAddress(0, PixelText.Width - 1));
        _display.SendCommand(new SetPageAddress(PageAddress.Page0, PageAddress.Page7));
        _display.SendData(_pages);
    }

    public void Dispose() => _display.Dispose();
}
