using EdgeSnn.Firmware;

namespace EdgeSnn.Tests.Firmware;

public sealed class OutputHubTests
{
    private const int PatienceMilliseconds = 5000;

    [Fact]
    public void That_the_only_output_is_exchanged_is_not_the_end()
    {
        var (first, second) = (new Recorder(), new Recorder());
        using var hub = new OutputHub(["one"], [first], new DeviceOptions());
        hub.Start();
        hub.Remove([first.Address], PatienceMilliseconds);
        Assert.True(first.IsDisposed);
        Assert.False(hub.IsOver);
        hub.Add([second]);
        hub.Complete(hurries: false);
        WaitForEnd(hub);
        Assert.True(second.IsDisposed);
    }

    [Fact]
    public void An_output_that_comes_after_the_end_of_the_stream_is_closed()
    {
        var late = new Recorder();
        using var hub = new OutputHub(["one"], [new Recorder()], new DeviceOptions());
        hub.Start();
        hub.Complete(hurries: false);
        hub.Add([late]);
        WaitForEnd(hub);
        Assert.True(late.IsDisposed);
    }

    private static void WaitForEnd(OutputHub hub)
    {
        for (var end = Environment.TickCount64 + PatienceMilliseconds; !hub.IsOver && Environment.TickCount64 < end;)
            hub.WaitForChange(10);
        Assert.True(hub.IsOver);
    }
}
