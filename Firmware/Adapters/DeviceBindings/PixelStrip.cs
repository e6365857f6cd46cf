using System.Device.Spi;
using System.Drawing;
using EdgeSnn.Firmware.Outputs.Indicators;
using Iot.Device.Ws28xx;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>A strip of WS2812B lights on the data line of an SPI bus; disposes the bus.</summary>
internal sealed class PixelStrip(SpiDevice bus, int count) : IIndicator
{
    // Three bits on the bus are one bit of a light.
    private const int BitsPerSecond = 2_400_000;

    private readonly Ws2812b _strip = new(bus, count);

    /// <summary>How the bus has to be.</summary>
    public static SpiConnectionSettings Settings(int busNumber, int line) => new(busNumber, line) { ClockFrequency = BitsPerSecond, Mode = SpiMode.Mode0, DataBitLength = 8 };

    public void Show(in Indication indication)
    {
        _strip.Image.Clear(Color.FromArgb(255, Color.FromArgb(indication.Color)));
        _strip.Update();
    }

    public void Dispose() => bus.Dispose();
}
