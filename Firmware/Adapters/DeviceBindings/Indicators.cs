using System.Device.I2c;
using System.Device.Pwm;
using System.Device.Spi;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Firmware.Outputs.Indicators;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Adapters;

/// <summary>Lights, displays, buzzers and servos through Iot.Device.Bindings.</summary>
internal static class Indicators
{
    private const int ServoHertz = 50;
    private const int BuzzerHertz = 440;

    /// <summary>For the catalog.</summary>
    public static IReadOnlyList<OutputEntry> Outputs { get; } =
    [
        Entry("led", IndicatorKind.Led, "led:LABEL=RRGGBB,...[,spi=0.0]", "A color on a strip of lights (WS2812B; chip=apa102)"),
        Entry("lcd", IndicatorKind.Lcd, "lcd:[LABEL=TEXT,...][,i2c=1.27]", "Words on a character display (HD44780 behind PCF8574)"),
        Entry("oled", IndicatorKind.Oled, "oled:[LABEL=TEXT,...][,i2c=1.3c]", "Words on a display of 128 by 64 (SSD1306)"),
        Entry("buzzer", IndicatorKind.Buzzer, "buzzer:LABEL=HERTZ,...[,pwm=0.0]", "A tone on a buzzer"),
        Entry("servo", IndicatorKind.Servo, "servo:LABEL=DEGREES,...[,pwm=0.0]", "An angle of a servo motor"),
    ];

    private static OutputEntry Entry(string name, IndicatorKind kind, string syntax, string description)
        => new(name, syntax, description, (address, model, terminal) => Create(kind, address, model, terminal));

    private static IndicatorOutput Create(IndicatorKind kind, string address, NetworkModel model, Terminal terminal)
    {
        var assignment = IndicatorAddress.Parse(kind, address, model);
        try
        {
            return new IndicatorOutput(address, assignment, Open(assignment), terminal.Time);
        }
        catch (Exception error) when (error is not UsageException)
        {
            throw new DeviceException($"{address}: {OneLine.Of(error)}", error);
        }
    }

    private static IIndicator Open(IndicatorAddress assignment)
    {
        var (bus, line) = assignment.Place;
        return assignment.Kind switch
        {
            IndicatorKind.Led when assignment.Chip == "apa102" => new DotStrip(SpiDevice.Create(DotStrip.Settings(bus, line)), assignment.Count),
            IndicatorKind.Led when assignment.Chip is null or "ws2812b" => new PixelStrip(SpiDevice.Create(PixelStrip.Settings(bus, line)), assignment.Count),
            IndicatorKind.Led => throw new UsageException($"chip={assignment.Chip}, expected ws2812b or apa102"),
            IndicatorKind.Lcd => new CharacterDisplay(I2cDevice.Create(new I2cConnectionSettings(bus, line)), assignment.Count),
            IndicatorKind.Oled => new PixelDisplay(I2cDevice.Create(new I2cConnectionSettings(bus, line))),
            IndicatorKind.Buzzer => new ToneBuzzer(PwmChannel.Create(bus, line, BuzzerHertz, 0.5)),
            _ => new PointerServo(PwmChannel.Create(bus, line, ServoHertz, 0)),
        };
    }
}
