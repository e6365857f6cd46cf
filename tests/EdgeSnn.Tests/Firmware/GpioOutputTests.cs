using System.Diagnostics;
using System.Globalization;
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

    [Fact]
    public void A_latch_stays_until_a_label_clears_it()
    {
        using var output = Create("gpio:low=17,high=!17,mode=latch");
        output.Emit(Messages.Create(ToneNetwork.Low));
        _time.Advance(TimeSpan.FromHours(1));
        output.Poll();
        Assert.True(_pins.Levels[17]);
        Assert.True(output.IsIdle);
        output.Emit(Messages.Create(ToneNetwork.High, 1));
        Assert.False(_pins.Levels[17]);
        Assert.Equal(2, output.Delivered);
    }

    [Fact]
    public void A_toggle_is_on_and_off_in_turn()
    {
        using var output = Create("gpio:low=17,mode=toggle");
        foreach (var expected in new[] { true, false, true, false })
        {
            output.Emit(Messages.Create(ToneNetwork.Low));
            output.Poll();
            Assert.Equal(expected, _pins.Levels[17]);
        }
    }

    [Fact]
    public void One_hot_pins_are_never_active_together()
    {
        using var output = Create("gpio:low=17,high=27,mode=one-hot");
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Emit(Messages.Create(ToneNetwork.High, 1));
        output.Emit(Messages.Create(ToneNetwork.Low, 2));
        Assert.Equal([(17, true), (17, false), (27, true), (27, false), (17, true)], _pins.Writes);
    }

    [Fact]
    public void A_label_may_end_the_pulse_of_another()
    {
        using var output = Create("gpio:low=17,high=!17,pulse=1s");
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Emit(Messages.Create(ToneNetwork.High, 1));
        Assert.False(_pins.Levels[17]);
        Assert.True(output.IsIdle);
    }

    [Fact]
    public void Active_low_pins_are_high_at_rest_and_at_the_end()
    {
        var output = Create("gpio:low=17,active=low,mode=latch");
        Assert.True(_pins.Levels[17]);
        output.Emit(Messages.Create(ToneNetwork.Low));
        Assert.False(_pins.Levels[17]);
        output.Dispose();
        Assert.True(_pins.Levels[17]);
    }

    [Theory]
    [InlineData("gpio:low=17,high=27,mode=latch,safe=high", true)]
    [InlineData("gpio:low=17,high=27,mode=latch,active=low,safe=low", false)]
    public void The_safe_level_may_be_chosen(string address, bool safe)
    {
        var output = Create(address);
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Dispose();
        Assert.Equal(new Dictionary<int, bool> { [17] = safe, [27] = safe }, _pins.Levels);
    }

    [Fact]
    public void Nothing_moves_a_pin_that_was_made_safe()
    {
        using var output = Create("gpio:low=17,mode=latch");
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.MakeSafe();
        Assert.False(_pins.Levels[17]);
        output.Emit(Messages.Create(ToneNetwork.Low, 1));
        output.Poll();
        Assert.False(_pins.Levels[17]);
    }

    [Fact]
    public void A_broken_pin_does_not_keep_the_others_from_being_made_safe()
    {
        var output = Create("gpio:low=17,high=27,mode=latch");
        output.Emit(Messages.Create(ToneNetwork.Low));
        output.Emit(Messages.Create(ToneNetwork.High, 1));
        _pins.BrokenPin = 17;
        Assert.Contains("pin 17 is broken", Assert.Throws<IOException>(output.Dispose).Message, StringComparison.Ordinal);
        Assert.Equal((true, false), (_pins.Levels[17], _pins.Levels[27]));
        Assert.True(_pins.IsDisposed);
    }

    [Fact]
    public void Options_name_the_chip_and_the_driver()
    {
        var assignment = PinAssignment.Parse("gpio:low=17,chip=gpiochip4,driver=library", ToneNetwork.Create());
        Assert.Equal(("gpiochip4", true, GpioMode.Pulse), (assignment.Chip, assignment.UsesLibrary, assignment.Mode));
        Assert.Equal([17, 27], PinAssignment.Parse("gpio:on=17,off=!17,go=27,mode=latch", null).Pins);
    }

    [Fact]
    public void Pins_are_made_safe_from_outside()
    {
        var run = new Invocation { OpenPins = _ => _pins };
        Assert.Equal(0, run.Run("gpio", "safe", "gpio:on=17,off=27,active=low"));
        Assert.Equal(new Dictionary<int, bool> { [17] = true, [27] = true }, _pins.Levels);
        Assert.Equal("17, 27: high", Assert.Single(run.OutLines));
        Assert.True(_pins.IsDisposed);
    }

    [SkippableFact]
    public async Task Pins_are_made_safe_after_a_program_was_killed_and_not_before()
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "starts cat");
        using var program = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        var opened = 0;
        var run = new Invocation
        {
            OpenPins = _ =>
            {
                Interlocked.Exchange(ref opened, program.HasExited ? 1 : -1);
                return _pins;
            },
        };
        var id = program.Id.ToString(CultureInfo.InvariantCulture);
        var safe = Task.Run(() => run.Run("gpio", "safe", "--after", id, "gpio:on=17"));
        // It has every opportunity to be too early.
        await Task.WhenAny(safe, Task.Delay(200));
        Assert.False(safe.IsCompleted);
        program.Kill();
        Assert.Equal(0, await safe.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(1, opened);
        Assert.Equal(new Dictionary<int, bool> { [17] = false }, _pins.Levels);
        // A program that has ended already is not waited for.
        _pins.Levels.Clear();
        Assert.Equal(0, run.Run("gpio", "safe", "--after", id, "gpio:on=27"));
        Assert.Equal(new Dictionary<int, bool> { [27] = false }, _pins.Levels);
    }

    [SkippableFact]
    public void Each_thing_that_may_be_wrong_with_a_chip_is_said()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the kernel's interface is Linux's");
        Refused("gpio:low=17,chip=/dev/no-such-chip", "no such chip /dev/no-such-chip");
        Refused("gpio:low=17,chip=/dev/null", "/dev/null is no GPIO chip");
        Refused("gpio:low=17,chip=no-such-label", "no chip labelled 'no-such-label'");
        Skip.If(Directory.EnumerateFiles("/dev", "gpiochip*").Any(), "this machine has a GPIO chip");
        Refused("gpio:low=17", "this machine has no GPIO chip (/dev/gpiochip*)");
        Refused("gpio:low=17,driver=library", "this machine has no GPIO chip (/dev/gpiochip*)");

        static void Refused(string address, string reason)
        {
            var run = new Invocation();
            Assert.Equal(4, run.Run("gpio", "safe", address));
            Assert.Contains(reason, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_library_and_a_missing_right_are_told_apart()
    {
        Assert.Contains("libgpiod is not installed", BoardPins.Explain(new InvalidOperationException("x", new DllNotFoundException("libgpiod"))), StringComparison.Ordinal);
        Assert.Contains("group gpio", BoardPins.Explain(new UnauthorizedAccessException("no")), StringComparison.Ordinal);
        Assert.Equal("busy", BoardPins.Explain(new InvalidOperationException("busy")));
    }

    [Theory]
    [InlineData("gpio:yes=17", "low, high")]
    [InlineData("gpio:low=17,mode=blink", "mode=blink, expected pulse, latch, toggle or one-hot")]
    [InlineData("gpio:low=17,active=yes", "active=yes, expected low or high")]
    [InlineData("gpio:low=17,safe=off", "safe=off, expected low or high")]
    [InlineData("gpio:low=17,driver=magic", "driver=magic, expected kernel or library")]
    [InlineData("gpio:low=17,chip=", "chip=, expected a chip")]
    [InlineData("gpio:low=17,mode=latch,pulse=1s", "pulse= belongs to mode=pulse")]
    [InlineData("gpio:low=!x", "pin number")]
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
