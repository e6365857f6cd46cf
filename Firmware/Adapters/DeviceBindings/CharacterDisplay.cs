using System.Device.I2c;
using System.Drawing;
using System.Globalization;
using EdgeSnn.Firmware.Outputs.Indicators;
using Iot.Device.CharacterLcd;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>A character display of two lines, an HD44780 behind a PCF8574; disposes the bus.</summary>
internal sealed class CharacterDisplay : IIndicator
{
    private const int Lines = 2;

    private readonly LcdInterface _interface;
    private readonly Hd44780 _display;
    private readonly int _columns;

    public CharacterDisplay(I2cDevice bus, int columns)
    {
        _columns = columns;
        // The four-bit interface of the usual backpack.
        _interface = LcdInterface.CreateI2c(bus, uses8Bit: false);
        _display = new Hd44780(new Size(columns, Lines), _interface);
    }

    public void Show(in Indication indication)
    {
        _display.Clear();
        if (indication.Text.Length == 0)
            return;
        _display.Write(indication.Text.Length > _columns ? indication.Text[.._columns] : indication.Text);
        _display.SetCursorPosition(0, 1);
        _display.Write(string.Create(CultureInfo.InvariantCulture, $"{indication.Percent} %"));
    }

    public void Dispose()
    {
        _display.Dispose();
        _interface.Dispose();
    }
}
