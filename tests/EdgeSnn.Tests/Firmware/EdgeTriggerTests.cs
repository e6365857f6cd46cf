using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Sensors.Gpio;
using EdgeSnn.Tests.Sensors.Gpio;

namespace EdgeSnn.Tests.Firmware;

public sealed class EdgeTriggerTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly EdgeRecords _line = new(GpioInputAddress.Parse("gpio:22"));
    private readonly MemoryPins _pins = new();

    public void Dispose()
    {
        _line.Dispose();
        _pins.Dispose();
    }

    [Fact]
    public void Decisions_pass_for_a_window_after_an_edge_and_no_longer()
    {
        using var trigger = Create("gpio:22,edge=falling,window=1.5s");
        using var output = Guarded(trigger);
        output.Emit(Messages.Create(ToneNetwork.Low));
        Assert.Equal((0L, 1L, 0L), (output.Delivered, output.Withheld, trigger.Edges));

        _line.Add(1_000, 22);
        _line.Add(1_100, 22);
        output.Emit(Messages.Create(ToneNetwork.Low, 1));
        _time.Advance(TimeSpan.FromSeconds(1.4));
        output.Emit(Messages.Create(ToneNetwork.Low, 2));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        output.Emit(Messages.Create(ToneNetwork.Low, 3));
        Assert.Equal((2L, 2L, 2L, 0L), (output.Delivered, output.Withheld, trigger.Edges, output.Lost));
    }

    [Fact]
    public void A_lost_line_lets_nothing_through_and_is_tried_again()
    {
        using var trigger = Create("gpio:22");
        using var output = Guarded(trigger);
        _line.Add(1_000, 22);
        output.Poll();
        Assert.True(trigger.IsArmed);
        _line.IsGone = true;
        output.Poll();
        Assert.Equal((false, 1L, 1), (trigger.IsArmed, trigger.Losses, _line.Opens));
        _line.IsGone = false;
        output.Poll();
        Assert.Equal(1, _line.Opens);
        _time.Advance(TimeSpan.FromSeconds(1));
        _line.Add(2_000, 22);
        output.Poll();
        Assert.Equal((true, 2), (trigger.IsArmed, _line.Opens));
    }

    [Fact]
    public void A_line_that_cannot_be_had_is_refused_at_the_start()
    {
        _line.FailsToOpen = true;
        Assert.Contains("in use by 'blinker'", Assert.Throws<DeviceException>(() => Create("gpio:22")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22", "not gpio:LINE")]
    [InlineData("gpio:22,window=0", "'window=0', expected up to 1 h")]
    [InlineData("gpio:22,window=7200s", "'window=7200s', expected up to 1 h")]
    [InlineData("gpio:x,window=2s", "--trigger gpio:x: 'x' is neither a line")]
    public void What_cannot_be_is_refused_with_a_reason(string address, string reason)
        => Assert.Contains(reason, Assert.Throws<UsageException>(() => Create(address)).Message, StringComparison.Ordinal);

    private EdgeTrigger Create(string address) => new(address, (_, _) => _line, _time);

    private TriggeredOutput Guarded(EdgeTrigger trigger)
        => new(new GpioOutput("gpio:low=17", PinAssignment.Parse("gpio:low=17", ToneNetwork.Create()), _pins, _time), trigger);
}
