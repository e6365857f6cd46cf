using EdgeSnn.Firmware.Supervision;

namespace EdgeSnn.Tests.Firmware;

public sealed class SupervisorTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _scratch.Dispose();

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_manager_is_told_what_goes_on_by_path_or_by_abstract_name(bool isAbstract)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "abstract names are Linux's");
        using var manager = new FakeServiceManager(isAbstract ? "@edgesnn-" + Guid.NewGuid() : _scratch.Path("notify"));
        using var supervisor = Find(manager.Address, "3000000");
        supervisor.Ready("listens\nwell");
        Assert.Equal("READY=1\nSTATUS=listens well", manager.Receive());
        supervisor.Reloading();
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+$", manager.Receive());
        supervisor.Stopping();
        Assert.Equal("STOPPING=1", manager.Receive());
        Assert.Equal(0, supervisor.Unheard);
    }

    [SkippableFact]
    public void The_watchdog_is_fed_three_times_per_silence_and_only_while_the_loop_moves()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sd_notify is Linux's");
        using var manager = new FakeServiceManager(_scratch.Path("notify"));
        using var supervisor = Find(manager.Address, "3000000");
        Assert.True(supervisor.HasWatchdog);
        supervisor.Beat(1);
        Assert.Null(manager.ReceiveNow());
        _time.Advance(TimeSpan.FromSeconds(1));
        supervisor.Beat(2);
        Assert.Equal("WATCHDOG=1", manager.ReceiveNow());
        supervisor.Beat(3);
        Assert.Null(manager.ReceiveNow());

        _time.Advance(TimeSpan.FromSeconds(10));
        supervisor.Beat(2);
        Assert.Null(manager.ReceiveNow());
        supervisor.Beat(4);
        Assert.Equal("WATCHDOG=1", manager.ReceiveNow());
    }

    [Fact]
    public void Without_a_manager_or_with_one_that_is_gone_nothing_happens()
    {
        using var alone = Supervisor.Find(_ => null, _time);
        alone.Ready("");
        Assert.False(alone.IsPresent);
        using var strange = Supervisor.Find(_ => "vsock:2:1", _time);
        Assert.False(strange.IsPresent);
        using var gone = Find(_scratch.Path("nobody"), "");
        gone.Ready("");
        Assert.Equal(gone.IsPresent ? 1 : 0, gone.Unheard);
    }

    [SkippableFact]
    public void A_watchdog_for_another_process_is_not_fed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sd_notify is Linux's");
        using var supervisor = Supervisor.Find(
            name => name switch { "NOTIFY_SOCKET" => _scratch.Path("notify"), "WATCHDOG_USEC" => "1000000", "WATCHDOG_PID" => "1", _ => null }, _time);
        Assert.False(supervisor.HasWatchdog);
    }

    private Supervisor Find(string address, string watchdog)
        => Supervisor.Find(name => name switch { "NOTIFY_SOCKET" => address, "WATCHDOG_USEC" => watchdog, _ => null }, _time);
}
