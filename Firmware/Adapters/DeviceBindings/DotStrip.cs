using System.Device.Spi;
using System.Drawing;
using EdgeSnn.Firmware.Outputs.Indicators;
using Iot.Device.Apa102;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>A strip of APA102 lights on an SPI bus; disposes the bus.</summary>
internal sealed class DotStrip(SpiDevice bus, int count) : IIndicator
{
    private const int BitsPerSecond = 4_000_000;

    private readonly Apa102 _strip = new(bus, count);

    /// <summary>How the bus has to be.</summary>
    public static SpiConnectionSettings Settings(int busNumber, int line) => new(busNumber, line) { ClockFrequency = BitsPerSecond, Mode = SpiMode.Mode0, DataBitLength = 8 };

    public void Show(in Indication indication)
    {
        _strip.Pixels.Fill(Color.FromArgb(255, Color.FromArgb(indication.Color)));
        _strip.Flush();
    }

    public void Dispose()
    {
        _strip.Dispose();
        bus.Dispose();
    }
}
