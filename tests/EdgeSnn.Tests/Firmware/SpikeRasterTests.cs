using EdgeSnn.Firmware.Live;

namespace EdgeSnn.Tests.Firmware;

public sealed class SpikeRasterTests
{
    [Fact]
    public void Spikes_are_dots_time_to_the_right_neurons_downwards()
    {
        var raster = new SpikeRaster(neurons: 8, rows: 2, columns: 2, ticksPerDot: 1);
        raster.Add(0, 0);
        raster.Add(1, 3);
        raster.Add(2, 4);
        raster.Advance(3);
        Assert.Equal("\u2881\u2800", raster.Line(0));
        Assert.Equal("\u2800\u2801", raster.Line(1));
    }

    [Fact]
    public void Old_spikes_leave_at_the_left()
    {
        var raster = new SpikeRaster(neurons: 4, rows: 1, columns: 1, ticksPerDot: 2);
        raster.Add(0, 0);
        raster.Advance(3);
        Assert.Equal("\u2801", raster.Line(0));
        raster.Advance(4);
        Assert.Equal("\u2800", raster.Line(0));
        raster.Add(0, 0);
        Assert.Equal("\u2800", raster.Line(0));
        raster.Advance(1_000_000_000_000);
        Assert.Equal("\u2800", raster.Line(0));
    }
}
