using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs;

namespace EdgeSnn.Tests.Firmware;

public sealed class GpioOutputTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly MemoryPins _pins = new();

    public void Dispose() => _pins.Dispose();

    [Fact]
    public void A_pulse_lasts_exactly_as_long_as_asked()
    {
        using var output = Create("gpio:low=17,high=27,pulse=150ms");
        Assert.Equal(new Dictionary<int, bool> { [17] = false, [27] = false }, _pins.Levels);

        output.Emit(Messages.Create(ToneNetwork.Low));
        Assert.True(_pins.Levels[17]);
        Assert.False(_pins.Levels[27]);
        Assert.False(output.IsIdle);

        _time.Advance(TimeSpan.FromMilliseconds(149));
        output.Poll();
        Assert.True(_pins.Levels[17]);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        output.Poll();
        Assert.False(_pins.Levels[17]);
        Assert.True(output.IsIdle);
    }

    [Fact]
    public void A_second_decision_prolongs_the_pulse()
    {
        using var output = Create("gpio:low=17,pulse=0.1s");
        output.Emit(Messages.Create(ToneNetwork.Low));
        _time.Advance(TimeSpan.FromMilliseconds(80));
        output.Emit(Messages.Create(ToneNetwork.Low, 1));
        _time.Advance(TimeSpan.FromMilliseconds(80));
        output.Poll();
        Assert.True(_pins.Levels[17]);
        Assert.Equal(1, _pins.Pulses[17]);
        Assert.Equal(2, output.Delivered);
    }

    [Fact]
    public void Labels_that_share_a_pin_keep_it_high_until_the_later_pulse_ends()
    {
        using var output = Create("gpio:low=17,high=17,pulse=100");
        output.Emit(Messages.Create(ToneNetwork.Low));
        _time.Advance(TimeSpan.FromMilliseconds(60));
        output.Emit(Messages.Create(ToneNetwork.High, 1));
        _time.Advance(TimeSpan.FromMilliseconds(60));
        output.Poll();
        Assert.True(_pins.Levels[17]);
        _time.Advance(TimeSpan.FromMilliseconds(40));
        output.Poll();
        Assert.False(_pins.Levels[17]);
    }

    [Fact]
    public void Pins_are_low_when_the_output_ends_in_the_middle_of_a_pulse()
    {
        Create("gpio:low=17").Dispose();
        _pins.Levels.Clear();
        var output = Create("gpio:low=17");
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Dispose();
        Assert.False(_pins.Levels[17]);
        Assert.True(_pins.IsDisposed);
    }

    [Theory]
    [InlineData("gpio:yes=17", "low, high")]
    [InlineData("gpio:", "LABEL=PIN")]
    [InlineData("gpio", "LABEL=PIN")]
    [InlineData("gpio:low", "LABEL=PIN")]
    [InlineData("gpio:low=x", "pin number")]
    [InlineData("gpio:low=-1", "pin number")]
    [InlineData("gpio:low=17,pulse=soon", "pulse length")]
    [InlineData("gpio:low=17,pulse=0", "1 ms to 1 h")]
    [InlineData("gpio:pulse=100ms", "LABEL=PIN")]
    [InlineData("gpio:_unknown_=17", "never fires")]
    public void What_cannot_be_is_refused_with_a_reason(string address, string reason)
    {
        var error = Assert.Throws<UsageException>(() => PinAssignment.Parse(address, ToneNetwork.Create()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private GpioOutput Create(string address) => new(address, PinAssignment.Parse(address, ToneNetwork.Create()), _pins, _time);
}
