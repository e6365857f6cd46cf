using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs.Indicators;

namespace EdgeSnn.Tests.Firmware;

public sealed class IndicatorOutputTests
{
    private readonly ManualTime _time = new();
    private readonly List<Indication> _shown = [];

    [Theory]
    [InlineData(IndicatorKind.Led, "led:low=00ff00,high=ff0000,rest=000010", 0x00ff00, 0, 0, 0x000010)]
    [InlineData(IndicatorKind.Buzzer, "buzzer:low=440", 0, 440, 0, 0)]
    [InlineData(IndicatorKind.Servo, "servo:low=15", 0, 0, 15, 0)]
    public void A_decision_is_a_color_a_tone_or_an_angle_for_a_while(IndicatorKind kind, string address, int color, int hertz, int degrees, int restColor)
    {
        using var output = Create(kind, address + ",time=300ms");
        Assert.Equal(restColor, Assert.Single(_shown).Color);
        output.Emit(Messages.Create(ToneNetwork.Low));
        Assert.Equal(new Indication("", 91, color, hertz, degrees), _shown[1]);
        _time.Advance(TimeSpan.FromMilliseconds(299));
        output.Poll();
        Assert.False(output.IsIdle);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        output.Poll();
        Assert.True(output.IsIdle);
        Assert.Equal(_shown[0], _shown[2]);
        Assert.Equal((3, 1L), (_shown.Count, output.Delivered));
    }

    [Fact]
    public void A_display_shows_labels_by_their_names_unless_told_others()
    {
        using (var output = Create(IndicatorKind.Lcd, "lcd:"))
        {
            output.Emit(Messages.Create(ToneNetwork.Low));
            output.Emit(Messages.Create(ToneNetwork.High, 1));
            Assert.Equal(["", "low", "high"], _shown.Select(shown => shown.Text));
        }

        _shown.Clear();
        using var other = Create(IndicatorKind.Oled, "oled:high=Licht an");
        other.Emit(Messages.Create(ToneNetwork.Low));
        other.Emit(Messages.Create(ToneNetwork.High, 1));
        Assert.Equal(["", "Licht an"], _shown.Select(shown => shown.Text));
        Assert.Equal(1, other.Delivered);
    }

    [Fact]
    public void A_part_is_at_rest_when_the_output_ends()
    {
        var output = Create(IndicatorKind.Servo, "servo:low=0,rest=120");
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Dispose();
        Assert.Equal([120, 0, 120], _shown.Select(shown => shown.Degrees));
    }

    [Theory]
    [InlineData(IndicatorKind.Led, "led:low=green", "is not a color such as 00ff00")]
    [InlineData(IndicatorKind.Led, "led:", "no LABEL=VALUE given")]
    [InlineData(IndicatorKind.Led, "led:yes=00ff00", "unknown label 'yes'")]
    [InlineData(IndicatorKind.Led, "led:low=00ff00,i2c=1.27", "i2c=, expected spi=0.0")]
    [InlineData(IndicatorKind.Led, "led:low=00ff00,count=0", "'0', expected 1 to 1024")]
    [InlineData(IndicatorKind.Buzzer, "buzzer:low=5", "'5', expected 20 to 20000")]
    [InlineData(IndicatorKind.Servo, "servo:low=181", "'181', expected 0 to 180")]
    [InlineData(IndicatorKind.Lcd, "lcd:low", "'low' is not LABEL=VALUE")]
    [InlineData(IndicatorKind.Lcd, "lcd:i2c=1.80", "i2c=1.80, expected as in i2c=1.27")]
    [InlineData(IndicatorKind.Lcd, "lcd:time=0", "time=0, expected 1 ms to 1 h")]
    public void What_cannot_be_is_refused_with_a_reason(IndicatorKind kind, string address, string reason)
        => Assert.Contains(reason, Assert.Throws<UsageException>(() => IndicatorAddress.Parse(kind, address, ToneNetwork.Create())).Message, StringComparison.Ordinal);

    [Fact]
    public void Words_are_drawn_in_pages_of_eight_rows()
    {
        var pages = new byte[PixelText.Width * PixelText.Height / 8];
        pages.AsSpan().Fill(255);
        PixelText.Draw(pages, "L", "l?L");
        // An L of three by five dots, each of three by three: a bar down the left, and the last row across.
        for (var y = 0; y < PixelText.Height; y++)
        {
            for (var x = 0; x < PixelText.Width; x++)
            {
                var isLit = IsL(x, y) || IsL(x, y - 21) || IsL(x - 24, y - 21);
                Assert.Equal(isLit, (pages[(y / 8 * PixelText.Width) + x] >> (y & 7) & 1) == 1);
            }
        }

        static bool IsL(int x, int y) => x is >= 0 and < 9 && y is >= 0 and < 15 && (x < 3 || y >= 12);
    }

    [Fact]
    public void Words_that_are_too_long_are_cut()
    {
        var pages = new byte[PixelText.Width * PixelText.Height / 8];
        PixelText.Draw(pages, new string('8', 100), "", "", "", "8");
        Assert.Equal(0, pages.AsSpan(2 * PixelText.Width).IndexOfAnyExcept((byte)0) + 1);
    }

    private IndicatorOutput Create(IndicatorKind kind, string address)
        => new(address, IndicatorAddress.Parse(kind, address, ToneNetwork.Create()), new Recorder(_shown), _time);

    private sealed class Recorder(List<Indication> shown) : IIndicator
    {
        public void Show(in Indication indication) => shown.Add(indication);

        public void Dispose()
        {
        }
    }
}
